import type { Settings } from './settings.ts';

/** What every answer carries unless its page says otherwise. Names in lower case. */
export function securityHeaders({ siteUrl }: Settings): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(self), microphone=(), payment=(), usb=()',
    ...(siteUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}

/** For pages that are the same for everyone. Browsers ask every time, and mostly hear 304. */
export function publicCacheControl({ cdnSeconds }: Settings): string {
  return cdnSeconds > 0 ? `public, max-age=0, s-maxage=${cdnSeconds}` : 'public, no-cache';
}
