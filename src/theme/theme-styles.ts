import type { AstroIntegration } from 'astro';
import { themeCss } from './theme-css.ts';
import { THEME } from './theme.ts';

/** What pages import for it: `import 'virtual:theme.css'`. */
const NAME = 'virtual:theme.css';
const RESOLVED = '/__theme.css';

/** Part of the build: the theme's colours as a style sheet of the site, from the file that everything else reads. */
export function themeStyles(): AstroIntegration {
  return {
    name: 'theme-styles',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({
          vite: {
            plugins: [
              {
                name: 'theme-styles',
                resolveId: (id: string) => (id === NAME ? RESOLVED : undefined),
                load: (id: string) => (id === RESOLVED ? themeCss(THEME) : undefined),
              },
            ],
          },
        });
      },
    },
  };
}
