/** A mail could not be sent. The message is short and holds neither an address nor anything of the mail. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  /** Trying again cannot help. */
  readonly permanent: boolean;

  constructor(reason: string, { permanent = false, cause }: { permanent?: boolean; cause?: unknown } = {}) {
    super(reason, { cause });
    this.permanent = permanent;
  }
}
