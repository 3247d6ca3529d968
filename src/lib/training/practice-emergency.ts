import type { EmergencyNumber } from '#lib/municipalities/municipality.ts';

/**
 * Beside 112. Coast guard, forest fires and the electricity network have one number everywhere, here as published; those of
 * the local companies are invented, like every telephone number of the practice municipality.
 */
export const practiceEmergency: readonly EmergencyNumber[] = [
  {
    name: 'Toscana Energia',
    phone: '0586 000 201',
    purpose: { it: 'odore di gas', en: 'smell of gas', de: 'Gasgeruch', fr: 'odeur de gaz' },
  },
  {
    name: 'ASA',
    phone: '0586 000 202',
    purpose: {
      it: 'acqua che esce, fognature',
      en: 'water leaks, sewers',
      de: 'Wasseraustritt, Kanalisation',
      fr: 'fuites d’eau, égouts',
    },
  },
  {
    name: 'e-distribuzione',
    phone: '803 500',
    purpose: {
      it: 'cavi elettrici, corrente',
      en: 'electric cables, power cuts',
      de: 'Stromkabel, Stromausfall',
      fr: 'câbles électriques, pannes de courant',
    },
  },
  {
    name: 'Regione Toscana',
    phone: '800 425 425',
    purpose: { it: 'incendi nei boschi', en: 'forest fires', de: 'Waldbrände', fr: 'incendies de forêt' },
  },
  {
    name: 'Guardia Costiera',
    phone: '1530',
    purpose: {
      it: 'in mare e in spiaggia',
      en: 'at sea and on the beach',
      de: 'auf See und am Strand',
      fr: 'en mer et à la plage',
    },
  },
  {
    name: 'Polizia locale',
    phone: '0586 000 190',
    purpose: {
      it: 'strade e traffico',
      en: 'roads and traffic',
      de: 'Straßen und Verkehr',
      fr: 'routes et circulation',
    },
  },
];
