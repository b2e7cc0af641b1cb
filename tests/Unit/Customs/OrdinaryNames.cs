namespace Entrepot.Unit.Customs;

/// <summary>Names of people and shops as they stand on orders, put together from common first names and surnames of twelve countries.</summary>
internal static class OrdinaryNames
{
    private static readonly (string Country, string[] Given, string[] Family)[] People =
    [
        ("GB", ["James", "Oliver", "Emma", "Sophie", "Harry", "Charlotte", "Thomas", "Grace", "Daniel", "Lucy Anne", "Peter", "Rhys", "Niamh", "Margaret"], ["Smith", "Jones", "Taylor", "Brown", "Davies", "Evans", "Wilson", "Thomas", "Roberts", "Johnson", "Walker", "Wright", "O'Connor", "Patel", "Campbell", "Thompson"]),
        ("US", ["Michael", "Jennifer", "Ashley", "Joshua", "Christopher", "Jessica", "David", "Amanda", "Tyrone", "Emily Rose", "Robert", "Linda", "Maria", "Jose"], ["Johnson", "Williams", "Miller", "Davis", "Garcia", "Martinez", "Anderson", "Washington", "Kowalski", "Nguyen", "Lee", "Harris", "Jackson", "Rivera", "Sanchez"]),
        ("DE", ["Lukas", "Anna", "Jonas", "Lena", "Felix", "Marie", "Paul", "Sophie", "Maximilian", "Katharina", "Jürgen", "Ursula"], ["Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Meyer", "Wagner", "Becker", "Schulz", "Hoffmann", "Yılmaz", "Öztürk", "von Bergen"]),
        ("FR", ["Camille", "Léa", "Hugo", "Chloé", "Louis", "Manon", "Jean-Pierre", "Amélie", "Nicolas", "Fatima"], ["Martin", "Bernard", "Dubois", "Petit", "Durand", "Leroy", "Moreau", "Simon", "Laurent", "Lefèvre", "Benali", "de la Tour"]),
        ("ES", ["María", "Carmen", "Antonio", "José Luis", "Lucía", "Javier", "Pablo", "Ana María", "Manuel", "Laura"], ["García López", "Martínez Ruiz", "Fernández", "González Pérez", "Rodríguez", "Sánchez Gil", "Romero", "Navarro", "Torres", "Domínguez"]),
        ("IT", ["Giulia", "Marco", "Francesca", "Alessandro", "Chiara", "Matteo", "Lorenzo", "Elena"], ["Rossi", "Russo", "Ferrari", "Esposito", "Bianchi", "Romano", "Colombo", "Ricci", "Conti", "De Luca"]),
        ("NL", ["Sanne", "Daan", "Lotte", "Bram", "Femke", "Pieter"], ["de Jong", "Jansen", "de Vries", "van den Berg", "Bakker", "Visser", "van Dijk", "Smit"]),
        ("PL", ["Katarzyna", "Piotr", "Agnieszka", "Tomasz", "Magdalena", "Krzysztof"], ["Nowak", "Kowalska", "Wiśniewski", "Wójcik", "Kamiński", "Lewandowska", "Zieliński"]),
        ("BR", ["João", "Ana Luísa", "Gabriel", "Beatriz", "Thiago", "Mariana", "Lucas", "Fernanda", "Rafael", "Juliana"], ["Silva", "Souza Santos", "Oliveira", "Pereira da Silva", "Gonçalves", "Araújo", "Ferreira Lima", "Alves", "Ribeiro Costa", "Carvalho"]),
        ("SE", ["Erik", "Astrid", "Lars", "Ingrid", "Johan", "Elsa"], ["Andersson", "Johansson", "Karlsson", "Nilsson", "Lindberg", "Bergström"]),
        ("JP", ["Haruto", "Yui", "Sota", "Sakura", "Takashi", "Yoko"], ["Sato", "Suzuki", "Takahashi", "Tanaka", "Watanabe", "Yamamoto", "Kobayashi"]),
        ("AU", ["Jack", "Olivia", "William", "Mia", "Noah", "Isla"], ["Kelly", "White", "Martin", "Ryan", "Murphy", "King", "Nguyen", "Singh"]),
    ];

    private static readonly string[] Shops =
    [
        "Blue Lantern Gifts Ltd", "The Cosy Candle Company", "Müller Haushaltswaren GmbH", "Papeterie du Marché SARL", "Casa Bella Arredamenti S.r.l.",
        "Northern Lights Interiors AS", "Green Garden Supplies Pty Ltd", "Sunny Side Bakery", "Old Town Books", "Riverside Hotel and Spa", "Tiny Toys & Co.",
        "Flores do Campo Lda", "Studio Kaori", "Kwiaciarnia Róża", "Harbour View Guest House", "Pets Paradise LLC", "Little Bunting Shop", "Zen Wellness BV",
    ];

    public static IEnumerable<(string Name, string Country)> All() =>
        People.SelectMany(people => people.Given.SelectMany(given => people.Family.Select(family => ($"{given} {family}", people.Country))))
            .Concat(Shops.Select(shop => (shop, "GB")));
}
