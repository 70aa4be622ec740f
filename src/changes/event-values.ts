import type { AccessFeature, Audience, Licence, PriceKind, RegistrationKind } from '#src/filter/vocabulary.ts';
import type { TextValues } from './change.ts';

/**
 * Everything that people say of an event, as they submit, correct or edit it. Local times (`YYYY-MM-DDTHH:MM`);
 * what is not said is null or empty. Checked by the form that it comes from; a change checks what only the catalogue
 * knows.
 */
export interface EventValues {
  /** By language code; at least one. */
  readonly texts: Readonly<Record<string, Required<TextValues>>>;
  /** At least one, by start. */
  readonly dates: readonly DateValues[];
  readonly category: string;
  /** In the order in which they are named; at least one. */
  readonly organisers: readonly NamedRecord[];
  readonly audiences: readonly Audience[];
  /** Languages spoken at the event, most important first. */
  readonly languages: readonly string[];
  readonly access: readonly AccessFeature[];
  readonly registration: {
    readonly kind: RegistrationKind;
    readonly until: string | null;
    readonly email: string | null;
    readonly phone: string | null;
    readonly url: string | null;
  };
  readonly price: { readonly kind: PriceKind; readonly cents: number | null };
  readonly capacity: number | null;
  readonly funding: string | null;
  readonly picture: PictureValues | null;
}

export interface DateValues {
  /** Of a date that is there already; null for a new one. */
  readonly uid: string | null;
  readonly start: string;
  readonly end: string | null;
  readonly allDay: boolean;
  readonly venue: VenueValues | null;
  readonly onlineUrl: string | null;
}

/** A record of the catalogue, or a new one with this name. */
export type NamedRecord = { readonly slug: string } | { readonly name: string };

export type VenueValues =
  | { readonly slug: string }
  | {
      readonly name: string;
      readonly street: string | null;
      readonly postcode: string;
      /** The slug of its town or district. */
      readonly place: string;
    };

export interface PictureValues {
  /** Of a picture in the media store. */
  readonly hash: string;
  readonly width: number;
  readonly height: number;
  /** What is to be seen, for those who do not see it. */
  readonly alt: string;
  readonly credit: string;
  readonly licence: Licence;
}
