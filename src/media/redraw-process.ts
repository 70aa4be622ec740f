/** A process that redraws one picture and ends. Started by picture.ts, which sends it the file. */
import { doApart } from './apart-process.ts';
import { redraw } from './redraw.ts';

doApart(redraw);
