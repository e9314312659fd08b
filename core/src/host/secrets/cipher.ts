import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { PmoError } from '../../config/index.ts'

/** Seals and opens texts with AES-256-GCM. What is sealed for one place opens at no other. */
export interface Cipher {
  seal(text: string, place: string): string
  /** @throws PmoError `secret-unreadable` when the key is another one or the text was changed. */
  open(sealed: string, place: string): string
  /** Short name of the key, by which a text that was sealed with another one is told apart. */
  readonly keyId: string
}

const VERSION = 'v1'

/** @param key 32 bytes: PMO_SECRET_KEY */
export function createCipher(key: Buffer): Cipher {
  if (key.length !== 32) {
    throw new PmoError('environment-invalid', 'PMO_SECRET_KEY has to be 32 bytes, in hexadecimal or base64.')
  }
  const keyId = createHash('sha256').update('pmo-key-id').update(key).digest('base64url').slice(0, 8)
  return {
    keyId,
    seal(text, place) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(Buffer.from(place))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [VERSION, keyId, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
    },
    open(sealed, place) {
      const [version, sealedBy, nonce = '', body = ''] = sealed.split('.')
      if (version === VERSION && sealedBy !== keyId) {
        throw new PmoError(
          'secret-unreadable',
          `A secret of ${place} was stored with another PMO_SECRET_KEY; set the former key, or store the secret again.`,
        )
      }
      try {
        const bytes = Buffer.from(body, 'base64url')
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'))
        decipher.setAAD(Buffer.from(place))
        decipher.setAuthTag(bytes.subarray(-16))
        return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
      } catch (cause) {
        throw new PmoError(
          'secret-unreadable',
          `A stored secret of ${place} was damaged or moved there; store it again.`,
          { cause },
        )
      }
    },
  }
}
