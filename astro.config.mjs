import node from '@astrojs/node';
import { defineConfig } from 'astro/config';
import { precompress } from './src/server/precompress.ts';
import { checkContent } from './src/texts/check-content.ts';
import { themeStyles } from './src/theme/theme-styles.ts';

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'middleware' }),
  integrations: [checkContent(), themeStyles(), precompress()],
  trailingSlash: 'never',
  session: false,
  // Not 'jsx', the default: it takes the space between inline elements on lines of their own.
  compressHTML: true,
  devToolbar: { enabled: false },
  security: {
    // The front has checked Host and Origin before (src/server/refusals.ts): what it hands on is to be believed.
    allowedDomains: [{}],
    checkOrigin: false,
    csp: {
      directives: [
        "default-src 'none'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ],
      scriptDirective: { resources: ["'self'"] },
      styleDirective: { resources: ["'self'"] },
    },
  },
  vite: { build: { assetsInlineLimit: 0 } },
});
