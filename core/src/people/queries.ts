import type { Handle, Tx } from '../database/index.ts'
import type { Pseudonym } from './disguise.ts'
import { people } from './tables.ts'

/** The pseudonyms of a connection. */
export async function pseudonymsOf(handle: Handle, connection: string): Promise<readonly Pseudonym[]> {
  const rows = await people(handle)
    .selectFrom('pmo.pseudonym')
    .select(['account', 'pseudonym', 'salt', 'digests'])
    .where('connection', '=', connection)
    .orderBy('account')
    .execute()
  return rows
}

/** Keeps a pseudonym; digests of names that the account had before stay. */
export async function keepPseudonym(
  tx: Tx,
  connection: string,
  { account, pseudonym, salt, digests }: Pseudonym,
  by: string,
): Promise<void> {
  await people(tx)
    .insertInto('pmo.pseudonym')
    .values({ connection, account, pseudonym, salt, digests: [...digests], decided_by: by })
    .onConflict((conflict) =>
      conflict.columns(['connection', 'account']).doUpdateSet({ digests: [...digests] }),
    )
    .execute()
}
