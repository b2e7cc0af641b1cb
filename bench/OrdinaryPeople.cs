namespace Entrepot.Bench;

/// <summary>Names of people as they stand on orders: given names and surnames of one country put together. Our own lists of common ones.</summary>
internal static class OrdinaryPeople
{
    private static readonly (string Country, string Given, string Family)[] People =
    [
        ("GB", "James Oliver Emma Sophie Harry Charlotte Thomas Grace Daniel Lucy Peter Rhys Niamh Margaret Callum Imogen", "Smith Jones Taylor Brown Davies Evans Wilson Roberts Johnson Walker Wright O'Connor Patel Campbell Thompson Fletcher Hargreaves Whitfield"),
        ("US", "Michael Jennifer Ashley Joshua Christopher Jessica David Amanda Tyrone Emily Robert Linda Maria Jose", "Johnson Williams Miller Davis Garcia Martinez Anderson Washington Kowalski Nguyen Lee Harris Jackson Rivera Sanchez"),
        ("DE", "Lukas Anna Jonas Lena Felix Marie Paul Maximilian Katharina Jürgen Ursula", "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Yılmaz Öztürk Krüger"),
        ("FR", "Camille Léa Hugo Chloé Louis Manon Jean-Pierre Amélie Nicolas Fatima", "Martin Bernard Dubois Petit Durand Leroy Moreau Simon Laurent Lefèvre Benali Garnier"),
        ("ES", "María Carmen Antonio José Lucía Javier Pablo Manuel Laura", "García Martínez Fernández González Rodríguez Sánchez Romero Navarro Torres Domínguez Iglesias"),
        ("MX", "Guadalupe Miguel Alejandra Ricardo Daniela Jorge Verónica", "Hernández López Ramírez Flores Morales Vargas Castillo Mendoza Ortega"),
        ("IT", "Giulia Marco Francesca Alessandro Chiara Matteo Lorenzo Elena", "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Conti Marchetti"),
        ("RU", "Ivan Anna Dmitry Elena Sergey Olga Alexey Natalia Pavel Ksenia", "Ivanov Smirnov Kuznetsov Popov Sokolov Lebedev Kozlov Novikov Morozov Volkov"),
        ("CN", "Wei Fang Min Jing Lei Yan Xin Jun Hao Xiaoming Yuting", "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun"),
        ("EG", "Mona Karim Yasmin Tarek Nour Hana Amr Dina", "Mansour Fahmy Shaheen Naguib Halim Zaki Sabry Gaber"),
        ("IN", "Priya Rahul Ananya Vikram Deepa Arjun Sunita", "Sharma Gupta Patel Singh Reddy Nair Iyer Mehta Chatterjee"),
        ("BR", "João Ana Gabriel Beatriz Thiago Mariana Lucas Fernanda Rafael Juliana", "Silva Souza Oliveira Pereira Gonçalves Araújo Ferreira Alves Ribeiro Carvalho"),
        ("JP", "Haruto Yui Sota Sakura Takashi Yoko Kenji", "Sato Suzuki Takahashi Tanaka Watanabe Yamamoto Kobayashi Nakamura"),
        ("PL", "Katarzyna Piotr Agnieszka Tomasz Magdalena Krzysztof", "Nowak Kowalska Wiśniewski Wójcik Kamiński Lewandowska Zieliński"),
        ("NG", "Chinedu Ngozi Emeka Adaeze Tunde Folake", "Okafor Adeyemi Eze Balogun Nwosu Obi"),
        ("SE", "Erik Astrid Lars Ingrid Johan Elsa", "Andersson Johansson Karlsson Nilsson Lindberg Bergström"),
    ];

    public static List<(string Name, string Country)> All() => People
        .SelectMany(people => people.Given.Split(' ').SelectMany(given => people.Family.Split(' ').Select(family => ($"{given} {family}", people.Country)))).ToList();
}
