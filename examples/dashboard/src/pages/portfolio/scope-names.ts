import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import type { ScopeNames } from './choices.ts'

/** What portfolios and programs are called; until that is known, and where it fails, their ids stand for them. */
export function useScopeNames(): ScopeNames {
  const { trpc } = usePmo()
  const portfolios = useQuery(trpc.portfolios.list.queryOptions({ fields: ['portfolio'] })).data?.portfolios
  const programs = useQuery(trpc.programs.list.queryOptions({ fields: ['program'] })).data?.programs
  return useMemo(
    () => ({
      portfolio: new Map(
        portfolios?.flatMap(({ portfolio }) =>
          portfolio === undefined ? [] : [[portfolio.id, portfolio.name]],
        ),
      ),
      program: new Map(programs?.map(({ program: { id, name } }) => [id, name])),
    }),
    [portfolios, programs],
  )
}
