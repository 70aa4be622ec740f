export const LEAST_PASSWORD_LENGTH = 12;
export const MOST_PASSWORD_LENGTH = 128;

/** Long rather than complicated, as NIST SP 800-63B has it. Counted as better-auth does. */
export function isGoodPassword(password: string): boolean {
  return password.length >= LEAST_PASSWORD_LENGTH && password.length <= MOST_PASSWORD_LENGTH;
}
