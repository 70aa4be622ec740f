/** Who works at the desk. */
export interface Coordinator {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Administrators add and remove the others. */
  readonly isAdministrator: boolean;
}

/** The name under which the log keeps what somebody did at the desk. */
export function actorOf({ email }: Coordinator): string {
  return `desk: ${email}`;
}

/** `tidyEmail(' Anna@Example.org')` → `'anna@example.org'` */
export function tidyEmail(typed: string): string {
  return typed.trim().toLowerCase();
}
