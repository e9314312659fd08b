import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { apiTokensMigration } from './migrations/api-tokens.ts'
import { tokenRolesMigration } from './migrations/token-roles.ts'
import { TokenService } from './service.ts'
import { newToken } from './token.ts'

describeOnDatabases('tokens', { migrations: [apiTokensMigration, tokenRolesMigration] }, (open, engine) => {
  test('a token is known by its text, keeps no text, and ends when it is revoked', async () => {
    await using database = await open()
    const service = new TokenService(database)

    const first = await service.createFirst()
    expect(await service.createFirst()).toBeUndefined()
    expect(await service.principalOf(first ?? '')).toEqual({ name: 'first', role: 'administrator' })

    const { token } = await service.create({ name: 'board', role: 'viewer', by: 'first' })
    await expect(service.create({ name: 'board', role: 'administrator', by: 'x' })).rejects.toThrow(
      /choose another name/,
    )
    expect(await service.principalOf(token)).toEqual({ name: 'board', role: 'viewer' })
    expect(JSON.stringify(await service.list())).not.toContain(token.slice(15))
    expect((await service.list()).map(({ lastUsedOn }) => lastUsedOn)).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    ])

    const lastLetter = token.endsWith('A') ? 'B' : 'A'
    expect(await service.principalOf(token.slice(0, -1) + lastLetter)).toBeUndefined()
    expect(await service.principalOf(newToken().text)).toBeUndefined()
    expect(await service.principalOf('')).toBeUndefined()

    await service.revoke('board')
    expect(await service.principalOf(token)).toBeUndefined()
    await expect(service.revoke('board')).rejects.toMatchObject({ code: 'not-found' })
    await service.create({ name: 'board', role: 'viewer', by: 'first' })
  })

  test('a token has ended with the next request, also where another server of the same PostgreSQL revokes it', async () => {
    await using database = await open()
    const one = new TokenService(database)
    // The embedded database has one server.
    const other = engine === 'embedded' ? one : new TokenService(database)
    const { token } = await one.create({ name: 'board', role: 'viewer', by: 'first' })
    expect(await one.principalOf(token)).toMatchObject({ name: 'board' })
    await other.revoke('board')
    expect(await one.principalOf(token)).toBeUndefined()
  })

  test('tokens of before there were four roles keep what they could read and change, and get nothing more', async () => {
    await using database = await open()
    const service = new TokenService(database)
    const undo = sql`
      alter table pmo.api_token drop constraint api_token_role_check`
    await undo.execute(database.root)
    const made = await Promise.all(
      ['a', 'b', 'c'].map((name) => service.create({ name, role: 'viewer', by: 'x' })),
    )
    for (const [name, role] of [
      ['a', 'reader'],
      ['b', 'planner'],
      ['c', 'admin'],
    ])
      await sql`update pmo.api_token set role = ${role} where name = ${name}`.execute(database.root)
    await sql`
      alter table pmo.api_token add constraint api_token_role_check
      check (role in ('reader', 'planner', 'admin'))`.execute(database.root)

    await database.transaction((tx) => tokenRolesMigration.up(tx))

    const roles = await Promise.all(made.map(async ({ token }) => (await service.principalOf(token))?.role))
    expect(roles).toEqual(['viewer', 'contributor', 'administrator'])
    await expect(
      sql`update pmo.api_token set role = 'planner' where name = 'a'`.execute(database.root),
    ).rejects.toThrow(/api_token_role_check/)
  })
})
