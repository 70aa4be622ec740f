export const LEAST_PASSWORD_LENGTH = 12;
export const MOST_PASSWORD_LENGTH = 128;

const LEAST_CHARACTERS = 5;

/** Long rather than complicated, as NIST SP 800-63B has it, but no `aaaaaaaaaaaa`. Counted as better-auth does. */
export function isGoodPassword(password: string): boolean {
  const { length } = password;
  if (length < LEAST_PASSWORD_LENGTH || length > MOST_PASSWORD_LENGTH) return false;
  return new Set(password.toLowerCase()).size >= LEAST_CHARACTERS;
}
