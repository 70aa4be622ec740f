import type { ICalDateTimeValue } from 'ical-generator';

/**
 * A local time as ical-generator takes it: what it reads of a `Temporal.PlainDateTime`, which Node 24 does not have.
 * With the event's zone beside it, the time is written as it is (`DTSTART;TZID=Europe/Berlin:20240922T173000`);
 * with Luxon each time would be turned into an instant and back, which took two thirds of a feed's making.
 *
 * @param local `YYYY-MM-DDTHH:MM`
 */
export function plainDateTime(local: string): ICalDateTimeValue {
  const [year, month, day, hour, minute] = local.split(/\D/).map(Number);
  const fields = { year, month, day, hour, minute, second: 0 };
  const plain = { ...fields, toPlainDate: () => fields, toZonedDateTime: (zone: string) => zoned(zone) };
  const zoned = (timeZoneId: string) => {
    const same = { ...fields, timeZoneId, toPlainDateTime: () => plain, withTimeZone: () => same };
    return same;
  };
  return plain as unknown as ICalDateTimeValue;
}
