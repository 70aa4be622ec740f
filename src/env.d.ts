/** The theme's colours; src/theme/theme-styles.ts makes it. */
declare module 'virtual:theme.css';

declare namespace App {
  interface Locals {
    /** What the process has one of: settings, clock, catalogue, changes. */
    app: import('#src/server/app.ts').App;
    /** The page could not be rendered: what is wanted is the page that says so. */
    failed?: boolean;
    /** Writes down why an answer that is one visitor's own could not be made. */
    report?: (error: unknown) => void;
    /** The language of the page, from its path. */
    language: import('#src/languages/languages.ts').LanguageCode;
    /** That language's words and formats. */
    i18n: import('#src/i18n/translation.ts').Translation;
    /** Who is signed in at the desk; on every page below `/desk` but those that are for signing in. */
    coordinator: import('#src/coordinators/coordinator.ts').Coordinator;
    /** By which session of theirs. */
    deskSession: string;
    /** A form that was sent to the desk by somebody who is not signed in; for the page that says so. */
    unsent?: import('#src/desk/unsent-form.ts').UnsentForm;
    /** The page's path without its language: `events/suppenduell`; `''` for the start page. */
    page: string;
  }
}
