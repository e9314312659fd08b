import { plainName } from '../table/headers.ts'

/** Words for 0 (most urgent) to 4 (least). */
const WORDS: readonly string[] = [
  'highest,blocker,urgent,critical,immediate,p0,hochste,dringend,kritisch,urgente,critique,critico,sehr hoch,tres haute',
  'high,major,important,p1,hoch,wichtig,haute,elevee,alta,alto,hoog',
  'medium,normal,moderate,p2,mittel,moyenne,normale,media,medio,normaal,gemiddeld',
  'low,minor,p3,niedrig,gering,basse,faible,baja,bassa,bajo,laag,baixa',
  'lowest,trivial,p4,niedrigste,sehr niedrig,tres basse,muy baja',
]

const PRIORITIES = new Map<string, number>()
for (const [priority, words] of WORDS.entries()) {
  for (const word of words.split(',')) PRIORITIES.set(word, priority)
}

/** What a word for a priority means: as set, else as commonly used; undefined where it is not known. */
export function priorityOf(word: string, set: Readonly<Record<string, number>>): number | undefined {
  const plain = plainName(word)
  const alike = Object.entries(set).find(([name]) => name === word || plainName(name) === plain)
  return alike?.[1] ?? PRIORITIES.get(plain)
}
