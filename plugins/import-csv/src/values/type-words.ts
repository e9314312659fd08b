import type { WorkItem } from '@headless-pmo/sdk'
import { plainName } from '../table/headers.ts'

type ItemType = WorkItem['type']

const WORDS: Readonly<Partial<Record<ItemType, string>>> = {
  epic: 'epic,epik,initiative,theme',
  feature: 'feature,new feature,improvement,enhancement,funktion,fonctionnalite,funcionalidad',
  story: 'story,user story,historie,recit,historia',
  task: 'task,aufgabe,vorgang,tache,tarea,attivita,taak,tarefa,to do,todo,action',
  bug: 'bug,defect,fehler,mangel,defaut,anomalie,error,fout,incident',
  subtask: 'subtask,sub task,unteraufgabe,teilaufgabe,sous tache,subtarea',
  milestone: 'milestone,meilenstein,jalon,hito,pietra miliare,mijlpaal,marco',
  summary: 'summary,summary task,phase,sammelvorgang,recapitulatif,fase,work package,arbeitspaket',
  request: 'request,change request,service request,anfrage,anforderung,demande,solicitud',
}

const TYPES = new Map<string, ItemType>()
for (const [type, words] of Object.entries(WORDS)) {
  // The keys of the table are types.
  for (const word of words.split(',')) TYPES.set(word, type as ItemType)
}

/** What a word for a type means: as set, else as commonly used, else "other". */
export function typeOf(word: string | undefined, set: Readonly<Record<string, ItemType>>): ItemType {
  if (word === undefined) return 'task'
  const plain = plainName(word)
  const alike = Object.entries(set).find(([name]) => name === word || plainName(name) === plain)
  return alike?.[1] ?? TYPES.get(plain) ?? 'other'
}
