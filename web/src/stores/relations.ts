// Who is a friend, who asks to be one, and who was asked.
import { RelationType, type Id, type Relation, type User } from "../wire/types";
import { rememberUser, users } from "./entities";
import { userName } from "./names";
import { Table, useDerived, useRow } from "./reactive";

export const relations = new Table<Relation>();

/** What the gateway says whole; the person goes to where all people are kept. */
export function takeRelation({ user, ...relation }: Relation): void {
  if (user) rememberUser(user);
  relations.set(relation.id, relation);
}

export function takeRelations(all: readonly Relation[]): void {
  relations.clear();
  all.forEach(takeRelation);
}

/** People who stand so to us, by name. */
export function usePeople(type: number): User[] {
  return useDerived([relations, users], () => relations.values().filter((relation) => relation.type === type)
    .flatMap((relation) => users.get(relation.id) ?? []).sort((a, b) => userName(a).localeCompare(userName(b))), [type]);
}

export const useRelation = (id: Id) => useRow(relations, id);
export const isFriend = (id: Id) => relations.get(id)?.type === RelationType.friend;
