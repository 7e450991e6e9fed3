import type { BaseRows } from "./base-rows.ts";
import type { Life } from "./life.ts";

/** The customer's row as of a day, with the consents held now. */
export function writeCustomer({ person, consents }: Life, validFrom: number, { customers }: BaseRows): void {
  const { columns } = customers;
  const row = customers.addRow();
  columns.customer[row] = person.customer;
  columns.registered[row] = person.registeredDay;
  columns.born[row] = person.born;
  columns.sex[row] = person.sex;
  columns.place[row] = person.place;
  columns.city_known[row] = person.cityKnown ? 1 : 0;
  columns.acquisition[row] = person.acquisition;
  const [email, sms, push] = consents;
  columns.email[row] = email ? 1 : 0;
  columns.sms[row] = sms ? 1 : 0;
  columns.push[row] = push ? 1 : 0;
  columns.valid_from[row] = validFrom;
}
