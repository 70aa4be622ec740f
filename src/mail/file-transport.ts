import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import nodemailer, { type SendMailOptions } from 'nodemailer';
import { composed } from './compose.ts';
import { DeliveryError } from './delivery-error.ts';
import type { Message } from './message.ts';
import type { MailTransport } from './transport.ts';

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

/**
 * Writes each message as an `.eml` file, which mail programs open: `20240922T060000Z-confirm-4c1f9a02.eml`. They hold
 * secret links, so that folder and files are for nobody but the user who runs this.
 */
export class FileTransport implements MailTransport {
  readonly #folder: string;
  readonly #composer = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(folder: string) {
    this.#folder = folder;
  }

  async send(message: Message): Promise<void> {
    const { message: bytes } = await this.#composer.sendMail({ ...composed(message), ...readable(message) });
    try {
      await mkdir(this.#folder, { recursive: true, mode: PRIVATE_FOLDER });
      await chmod(this.#folder, PRIVATE_FOLDER);
      await writeWhole(join(this.#folder, fileName(message)), bytes as Buffer);
    } catch (error) {
      throw new DeliveryError(`file not written ${(error as NodeJS.ErrnoException).code}`, { cause: error });
    }
  }

  close(): void {}
}

/** Texts as they are, without an encoding: who opens the file in an editor can read it and follow its links. */
function readable({ text, html }: Message): SendMailOptions {
  const part = (type: string, content: string) => ({
    raw: `Content-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${content}`,
  });
  return { text: undefined, html: undefined, alternatives: [part('plain', text), part('html', html)] };
}

/** A repeat has the same name and takes the place of the first. */
function fileName({ mail }: Message): string {
  const time = mail.createdAt.replace(/[-:]/g, '');
  return `${time}-${mail.template.replace(/[^\w-]+/g, '-')}-${mail.id.slice(0, 8)}.eml`;
}

/** Under another name until all of it is on the disk: who looks into the folder never finds half a message. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.unfinished`;
  try {
    const file = await open(unfinished, 'wx', PRIVATE_FILE);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
