import { randomUUID } from 'node:crypto';

/** An identifier as MLflow makes them: 32 hexadecimal digits of a random UUID. */
export function createId(): string {
  return randomUUID().replaceAll('-', '');
}
