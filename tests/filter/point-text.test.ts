import { expect, test } from 'vitest';
import { degreesIn, pointIn } from '#src/filter/point-text.ts';

test.each([
  ['50.97, 10.32', [50.97, 10.32]],
  ['50,97 10,32', [50.97, 10.32]],
  ['50,97; 10,32', [50.97, 10.32]],
  [' (50.974811,10.319562) ', [50.974811, 10.319562]],
  ['50.97° N, 10.32° E', [50.97, 10.32]],
  ['geo:50.97,10.32?z=17', [50.97, 10.32]],
  ['geo:50.97,10.32', [50.97, 10.32]],
  ['https://www.openstreetmap.org/#map=17/50.97481/10.31956', [50.97481, 10.31956]],
  ['https://www.openstreetmap.org/?mlat=50.97&mlon=10.32#map=12/50.9/10.3', [50.97, 10.32]],
  ['https://www.google.com/maps/place/Rathaus/@50.9,10.3,17z/data=!3d50.97!4d10.32', [50.97, 10.32]],
  ['https://www.google.com/maps/@50.97,10.32,17z', [50.97, 10.32]],
  ['https://maps.google.com/?q=50.97,10.32', [50.97, 10.32]],
] as const)('%s is a point', (text, point) => {
  expect(pointIn(text)).toEqual(point);
});

test.each(['', '50.97', 'Markt 1, 99817 Eisenach', '95.1, 10.3', '50.97, 190', 'https://www.openstreetmap.org/way/1'])(
  '%j is none',
  (text) => {
    expect(pointIn(text)).toBeNull();
  },
);

test('a coordinate may have a comma, and is rounded to what can be seen', () => {
  expect(degreesIn('50,97481149', 90)).toBe(50.974811);
  expect(degreesIn('91', 90)).toBeNull();
  expect(degreesIn('nördlich', 90)).toBeNull();
});
