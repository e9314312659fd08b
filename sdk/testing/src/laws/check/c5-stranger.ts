import { contributionsOf, type PortfolioData } from '@headless-pmo/sdk'
import { LawBroken } from '../law-broken.ts'
import type { Law } from '../law.ts'
import { judge, lineOf, trialsOf } from './check-trial.ts'
import { forPortfolios } from './for-portfolios.ts'

/** Both portfolios in one, the stranger's first. */
function joined(own: PortfolioData, stranger: PortfolioData): PortfolioData {
  const [a = {}, b = {}] = [own.facts, stranger.facts]
  return {
    ...own,
    projects: [...stranger.projects, ...own.projects],
    records: [...stranger.records, ...own.records],
    facts: {
      ...(a.schedule && { schedule: [...(b.schedule ?? []), ...a.schedule] }),
      ...(a.capacity && { capacity: [...(b.capacity ?? []), ...a.capacity] }),
      ...(a.indicator && { indicator: [...(b.indicator ?? []), ...a.indicator] }),
      ...(a.whatIf && { whatIf: [...(b.whatIf ?? []), ...a.whatIf] }),
      ...(a.flow && { flow: [...(b.flow ?? []), ...a.flow] }),
      ...(a.source && { source: [...(b.source ?? []), ...a.source] }),
      ...(a.governance && { governance: [...(b.governance ?? []), ...a.governance] }),
    },
  }
}

/** See the law's own title. */
export const c5: Law = {
  id: 'C5',
  title: 'A project that has nothing to do with a subject changes nothing about it',
  why: 'A team would be told of a failure because another team, elsewhere, began a project.',
  file: 'src/laws/check/c5-stranger.ts',
  kinds: ['check'],
  applies: ({ plugin }) =>
    contributionsOf(plugin, 'check').some(({ grain }) => grain !== 'portfolio') ||
    'its checks look at the whole portfolio, to which every project belongs',
  check: async (subject, rounds) => {
    for (const trial of trialsOf(subject).filter((one) => one.check.grain !== 'portfolio')) {
      forPortfolios(trial, rounds, (data, stranger) => {
        const after = new Map(
          judge(trial, joined(data, stranger)).results.map((result) => [result.key, result]),
        )
        for (const result of judge(trial, data).results) {
          const same = after.get(result.key)
          if (JSON.stringify(same) === JSON.stringify(result)) continue
          throw new LawBroken({
            message:
              'says something else of a subject once a project that has nothing to do with it is there, too.',
            transcript: [
              `Alone: ${lineOf(result)}`,
              `Then: ${same === undefined ? 'nothing' : lineOf(same)}`,
            ],
          })
        }
      })
    }
  },
}
