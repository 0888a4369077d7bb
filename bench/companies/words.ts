/** What names of clients are made of. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const SURNAMES = words(`
  Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor
  Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott
  Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz
  Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed
  Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo
  Sanders Patel Myers Long Ross Foster Jimenez Hansen Hanson Schmidt Müller Schröder Weiß Bäcker Lindström Åkesson Sørensen Kjær
  Núñez Peña Gagné Lévesque Bélanger Côté Dvořák Novák Kovács Łukasik O'Brien O'Neill McDonald MacLeod D'Angelo DiMarco VanDyke
  Whitfield Ashworth Pemberton Hathaway Kowalski Petrov Yamamoto Tanaka Okafor Mensah Abrams Goldberg Rosenthal Feldman Lindqvist
  Thornton Blackwell Fairchild Underwood Holloway Prescott Winslow Carmichael Delgado Espinoza Figueroa Ibarra Quintero Zamora
`);

export const PLACES = words(`
  Denver Boulder Austin Dallas Houston Tampa Orlando Phoenix Tucson Portland Seattle Tacoma Boise Omaha Lincoln Madison Chicago
  Detroit Toledo Cleveland Columbus Dayton Memphis Nashville Atlanta Savannah Charleston Raleigh Durham Richmond Norfolk Baltimore
  Boston Worcester Hartford Albany Buffalo Rochester Toronto Ottawa Calgary Edmonton Leeds Bristol Cardiff Dublin Cork Galway
  Zürich Genève München Köln Düsseldorf Malmö Aarhus Québec Montréal Brighton Oxford Cambridge Perth Geelong Hobart Auckland
`);

export const TRADES = words(`
  Dental Orthodontics Veterinary Chiropractic Pediatrics Cardiology Dermatology Optical Pharmacy Physiotherapy Law Accounting
  Insurance Realty Properties Mortgage Wealth Capital Advisors Consulting Engineering Architects Surveying Construction Roofing
  Plumbing Electric Heating Landscaping Paving Concrete Steel Machining Manufacturing Plastics Packaging Printing Logistics
  Trucking Freight Storage Automotive Motors Tire Marine Aviation Foods Bakery Brewing Catering Restaurants Hotels Travel Fitness
  Academy Montessori Church Foundation Museum Library Theatre Media Marketing Design Software Analytics Robotics Instruments
  Laboratories Biotech Nursery Farms Dairy Vineyards Seeds Lumber Furniture Flooring Interiors Textiles Apparel Jewelers
`);

export const KINDS = words(`
  Group Partners Services Solutions Associates Management Center Holdings International Systems Enterprises Industries Company
  Practice Office Studio Works Supply Clinic Brothers Department National
`);

export const BRANDS = words(`
  Blue Red Silver Golden Green Black White Iron Copper Summit Pioneer Liberty Heritage Keystone Cornerstone Evergreen Redwood Cedar
  Oak Maple Willow Birch Harbor Lakeside Riverside Bayview Mountain Valley Canyon Prairie Mesa Sunrise Sunset Northern Southern
  Eastern Western Pacific Atlantic Central United American Premier Advanced Precision Quality Reliable Dynamic Apex Vertex Zenith
  Nova Orion Phoenix Titan Atlas Falcon Eagle Hawk Lion Bear Wolf Compass Anchor Beacon Bridge Tower Stone River Lake Forest Meadow
  Crest Peak Ridge Hill Star Sun Moon Sky Cloud
`);

const STARTS = words(
  'Al Be Cor Del Ex Fir Gra Hel In Jun Kal Lum Mer Nex Om Pra Qua Ren Sol Tri Ul Ver Wex Xan Yor Zel',
);
const ENDS = words(
  'amo anta avia edge era evo ica idian igo ion ira isto ium odyne ona onix ora os tech tec tron ura us via',
);

/** An invented word of two or three parts, as young firms call themselves. */
export function coinedWord(pick: (of: readonly string[]) => string, isLong: boolean): string {
  return `${pick(STARTS)}${isLong ? pick(STARTS).toLowerCase() : ''}${pick(ENDS)}`;
}
