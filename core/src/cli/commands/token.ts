import type { Role } from '../../rpc/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'

/** Makes a token and shows it, once. */
export async function createToken(
  context: CommandContext,
  request: { readonly name: string; readonly role: Role },
): Promise<number> {
  await using session = await context.session()
  const made = await session.api.tokens.create.mutate(request)
  context.output.result(made, () => made.token)
  return EXIT.ok
}

/** Shows all tokens, without their text. */
export async function listTokens(context: CommandContext): Promise<number> {
  await using session = await context.session()
  const { tokens } = await session.api.tokens.list.query({})
  context.output.list(
    tokens,
    [
      { title: 'name', value: (token) => token.name },
      { title: 'role', value: (token) => token.role },
      { title: 'created', value: (token) => token.createdAt.slice(0, 10) },
      { title: 'last used', value: (token) => token.lastUsedOn ?? 'never' },
      { title: 'state', value: (token) => (token.revokedAt === undefined ? 'valid' : 'revoked') },
    ],
    'There is no token yet; make one: pmo token create NAME',
  )
  return EXIT.ok
}

/** Ends a token. */
export async function revokeToken(context: CommandContext, token: string): Promise<number> {
  await using session = await context.session()
  const result = await session.api.tokens.revoke.mutate({ token })
  context.output.result(result, () => `The token ${token} is revoked.`)
  return EXIT.ok
}
