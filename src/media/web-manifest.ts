import { nameIn, type Edition } from '#src/catalogue/types.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { path, startPath } from '#src/paths/paths.ts';
import { THEME } from '#src/theme/theme.ts';
import { ICON_SVG_PATH, ICONS, type Icon } from './icons.ts';

/**
 * What a browser asks for when somebody puts the site among their apps (W3C Web Application Manifest). It keeps its
 * address bar's buttons and promises nothing without a network: there is no service worker.
 */
export function webManifest(edition: Edition | null, i18n: Translation): object {
  return {
    name: edition ? nameIn(edition.title, i18n.code) : i18n.t('site.footer'),
    short_name: i18n.t('site.shortName'),
    lang: i18n.tag,
    dir: i18n.dir,
    start_url: startPath(i18n.code),
    scope: '/',
    display: 'minimal-ui',
    theme_color: THEME.light.paper,
    background_color: THEME.light.paper,
    icons: [
      { src: ICON_SVG_PATH, type: 'image/svg+xml', sizes: 'any' },
      iconEntry(ICONS.small, 'any'),
      iconEntry(ICONS.large, 'any'),
      iconEntry(ICONS.maskable, 'maskable'),
    ],
    shortcuts: (['programme', 'map'] as const).map((page) => ({
      name: i18n.t(`nav.${page}`),
      url: path(i18n.code, page === 'map' ? 'map' : 'events'),
    })),
  };
}

function iconEntry({ path: src, size }: Icon, purpose: 'any' | 'maskable'): object {
  return { src, type: 'image/png', sizes: `${size}x${size}`, purpose };
}
