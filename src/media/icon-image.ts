import { Renderer } from '@takumi-rs/core';
import { markSvg } from '#src/theme/drawing.ts';
import { THEME } from '#src/theme/theme.ts';
import type { Icon } from './icons.ts';

/** Draws an icon, as an HTTP answer: PNG, or ICO if its name says so. */
export async function drawnIcon({ path, size, room, corner }: Icon): Promise<Response> {
  const edge = size * (1 - 2 * room);
  const image = await new Renderer().render(
    {
      type: 'container',
      style: {
        ...{ width: size, height: size, display: 'flex', alignItems: 'center', justifyContent: 'center' },
        ...{ backgroundColor: THEME.motif.ground, borderRadius: size * corner },
      },
      children: [{ type: 'image', src: 'mark', style: { width: edge, height: edge } }],
    },
    {
      ...{ width: size, height: size, format: path.endsWith('.ico') ? 'ico' : 'png' },
      images: [{ src: 'mark', data: Buffer.from(markSvg(THEME)) }],
    },
  );
  return new Response(new Uint8Array(image), {
    headers: { 'content-type': path.endsWith('.ico') ? 'image/x-icon' : 'image/png' },
  });
}
