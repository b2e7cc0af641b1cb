namespace Entrepot.Bench;

/// <summary>
/// Buyers' names as varied as those of a real shop, so that screening meets words it has not just looked up: a given
/// name, a surname of the country or of anywhere, now and then two of them.
/// </summary>
internal static class BenchPeople
{
    private static readonly string[] Given =
    [
        "Anna", "Ben", "Chloé", "David", "Elif", "Fatima", "George", "Hana", "Ivan", "José", "Kai", "Lin", "Maria", "Noah", "Olga", "Pedro", "Quentin", "Rania", "Sven", "Tessa",
        "Ursula", "Viktor", "Wanda", "Xavier", "Yusuf", "Zoe", "Agnieszka", "Bruno", "Carmen", "Dmitri", "Emma", "Felix", "Giulia", "Hugo", "Ines", "Jonas", "Katarzyna", "Liam",
        "Magdalena", "Niamh", "Oscar", "Paula", "Rafael", "Sofia", "Thomas", "Ulrike", "Valentina", "William", "Yara", "Zbigniew",
    ];

    private static readonly Dictionary<string, (string[] Starts, string[] Ends)> Families = new(StringComparer.Ordinal)
    {
        ["DE"] = (["Schmid", "Müll", "Web", "Bau", "Hoff", "Rich", "Kell", "Lind", "Berg", "Stein", "Vog", "Wald", "Zimmer", "Brand", "Fuchs", "Grün"], ["t", "er", "mann", "hard", "bach", "feld", "hauser", "inger"]),
        ["FR"] = (["Mart", "Dub", "Laur", "Fourn", "Gir", "Bonn", "Lamb", "Rouss", "Chev", "Faur", "Perr", "Mass", "Cord", "Vinc"], ["in", "ois", "ent", "ier", "ard", "et", "eau", "alier"]),
        ["GB"] = (["Tay", "Har", "Wil", "Ash", "Brad", "Cart", "Thorn", "Whit", "Kings", "Lang", "Wood", "Hamp", "Mort", "Sel"], ["lor", "ris", "son", "ford", "ley", "wright", "ton", "by"]),
        ["US"] = (["John", "Ander", "Jack", "Rob", "Peter", "Mc", "Fitz", "Camp", "Nel", "Jeffer", "Harri", "Simp", "Daw", "Law"], ["son", "erts", "gerald", "bell", "sen", "man", "kins", "worth"]),
        ["ES"] = (["Garc", "Fernánd", "Rodrígu", "Sánch", "Domíngu", "Gutiérr", "Mor", "Castill", "Herrer", "Navarr", "Vega", "Molin"], ["ía", "ez", "o", "a", "ero", "és", "ano", "ales"]),
        ["NL"] = (["Jans", "Bakk", "Viss", "Smit", "Meij", "Dekk", "Brouw", "Hendrik", "Kuip", "Verm", "Scholt", "Wiss"], ["en", "er", "s", "ink", "stra", "ma", "eulen", "horst"]),
        ["PL"] = (["Kowal", "Nowa", "Wiśniew", "Kamiń", "Lewandow", "Zieliń", "Szymań", "Woźnia", "Dąbrow", "Jankow", "Mazur", "Krawcz"], ["ski", "ska", "k", "czyk", "owicz", "ewicz", "iak", "ek"]),
        ["IT"] = (["Ross", "Bianch", "Esposit", "Colomb", "Marin", "Grec", "Ferr", "Gall", "Cont", "Mancin", "Barb", "Fontan"], ["i", "o", "ini", "etti", "ari", "ucci", "ello", "one"]),
    };

    private static readonly string[] Countries = [.. Families.Keys];

    /// <summary>One buyer in five has a name from elsewhere, one in four two surnames.</summary>
    public static string Name(Random random, string country)
    {
        var name = $"{Given[random.Next(Given.Length)]} {Family(random, country)}";
        return random.Next(4) == 0 ? $"{name} {Family(random, country)}" : name;
    }

    private static string Family(Random random, string country)
    {
        var (starts, ends) = Families[random.Next(5) == 0 ? Countries[random.Next(Countries.Length)] : country];
        return starts[random.Next(starts.Length)] + ends[random.Next(ends.Length)];
    }
}
