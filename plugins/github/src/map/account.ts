import type { RecordInput } from '@headless-pmo/sdk'
import type { User } from '../wire/user.ts'

const TYPES: Readonly<Record<string, 'human' | 'app'>> = { User: 'human', Bot: 'app' }

export function toAccount(user: User): RecordInput {
  return {
    kind: 'account',
    ref: String(user.id),
    login: user.login,
    // Organizations and imported "mannequins" can act, too; what stands behind them is not said.
    type: TYPES[user.type ?? ''] ?? 'unknown',
    ...(user.name ? { displayName: user.name } : {}),
    ...(user.email ? { email: user.email } : {}),
    ...(user.html_url ? { url: user.html_url } : {}),
  }
}
