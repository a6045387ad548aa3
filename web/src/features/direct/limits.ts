/** People in a group, oneself included, as the server has it. */
export const GroupPeople = 10;
