import { z } from 'zod';

const line = z.string().trim().min(1);

/** An office that people may write to and call. Its name and address are German, as on the door. */
const officeSchema = z.strictObject({
  name: line,
  street: line.optional(),
  town: line.optional(),
  /** As people write it: `03695 615160`. */
  phone: line.regex(/^[\d /-]+$/, 'must be digits and spaces'),
  email: z.email(),
});
export const officesSchema = z.record(z.string(), officeSchema);

export type Office = z.infer<typeof officeSchema>;
/** By the name that texts refer to. */
export type Offices = z.infer<typeof officesSchema>;
