import type { DemonstrationData } from '#db/demonstration/read-demonstration.ts';
import { slugOf, type Chance } from './synthetic-words.ts';

type Place = DemonstrationData['places'][number];
type Venue = DemonstrationData['venues'][number];
type Organiser = DemonstrationData['organisers'][number];

const PREFIXES = ['', 'Ober', 'Unter', 'Neu', 'Alt', 'Klein', 'Nieder'];
const STEMS = ['Erlen', 'Stein', 'Linden', 'Birken', 'Hasel', 'Mühl', 'Wolfs', 'Rosen', 'Eichen', 'Salz', 'Kirch'];
const ENDINGS = ['bach', 'hausen', 'roda', 'feld', 'berg', 'stedt', 'leben'];
const HOUSES = [
  ...['Bürgerhaus', 'Stadtbibliothek', 'Kulturscheune', 'Gemeindehaus', 'Volkshochschule', 'Sporthalle'],
  ...['Mehrgenerationenhaus', 'Marktplatz', 'Jugendclub', 'Stadtkirche', 'Museum', 'Schlosspark'],
];

/** Towns and, for every third place, districts of them. */
export function syntheticPlaces(count: number, chance: Chance): Place[] {
  const names = PREFIXES.flatMap((prefix) =>
    STEMS.flatMap((stem) => ENDINGS.map((ending) => `${prefix}${prefix ? stem.toLowerCase() : stem}${ending}`)),
  );
  const places: Place[] = [];
  while (places.length < count) {
    const [name] = names.splice(chance.below(names.length), 1) as [string];
    const towns = places.filter((place) => place.partOf === undefined);
    const partOf = places.length % 3 === 2 ? chance.of(towns).slug : undefined;
    const [latitude, longitude] = [50.3 + chance.next(), 9.9 + 2 * chance.next()];
    places.push({ slug: slugOf(name), name, latitude, longitude, ...(partOf === undefined ? {} : { partOf }) });
  }
  return places;
}

/** Houses in all places, with the facts of the given ones. */
export function syntheticVenues(given: readonly Venue[], places: readonly Place[], count: number, chance: Chance) {
  return Array.from({ length: count }, (_, position): Venue => {
    const place = places[position % places.length]!;
    const house = HOUSES[Math.floor(position / places.length) % HOUSES.length]!;
    return {
      ...given[position % given.length]!,
      slug: `${slugOf(house)}-${place.slug}`,
      name: `${house} ${place.name}`,
      place: place.slug,
      postcode: String(36_000 + chance.below(3000)),
      latitude: place.latitude + chance.next() / 50,
      longitude: place.longitude + chance.next() / 50,
    };
  });
}

/** The given organisers, each in many places. */
export function syntheticOrganisers(given: readonly Organiser[], places: readonly Place[], count: number): Organiser[] {
  return Array.from({ length: count }, (_, position) => {
    const organiser = given[position % given.length]!;
    const place = places[Math.floor(position / given.length) % places.length]!;
    return { ...organiser, slug: `${organiser.slug}-${place.slug}`, name: `${organiser.name} ${place.name}` };
  });
}
