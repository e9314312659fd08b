import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { apiTokensMigration } from './migrations/api-tokens.ts'
import { TokenService } from './service.ts'
import { newToken } from './token.ts'

describeOnDatabases('tokens', { migrations: [apiTokensMigration] }, (open) => {
  test('a token is known by its text, keeps no text, and ends when it is revoked', async () => {
    await using database = await open()
    const service = new TokenService(database)

    const first = await service.createFirst()
    expect(await service.createFirst()).toBeUndefined()
    expect(await service.principalOf(first ?? '')).toEqual({ name: 'first', role: 'admin' })

    const { token } = await service.create({ name: 'board', role: 'reader', by: 'first' })
    await expect(service.create({ name: 'board', role: 'admin', by: 'x' })).rejects.toThrow(
      /choose another name/,
    )
    expect(await service.principalOf(token)).toEqual({ name: 'board', role: 'reader' })
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
    await service.create({ name: 'board', role: 'reader', by: 'first' })
  })
})
