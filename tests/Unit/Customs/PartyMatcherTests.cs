using Entrepot.Customs.Domain.Parties;

namespace Entrepot.Unit.Customs;

/// <summary>Finding listed parties in the real OFAC list of 2021, and leaving everybody else alone.</summary>
public sealed class PartyMatcherTests
{
    [Theory]
    [InlineData("Igor Sechin", "SECHIN, Igor")] // The order of the words does not matter.
    [InlineData("SECHIN IGOR", "SECHIN, Igor")]
    [InlineData("Игорь Сечин", "SECHIN, Igor")] // Cyrillic
    [InlineData("Nicolás Maduro Moros", "MADURO MOROS, Nicolas")] // Marks over letters
    [InlineData("Nicolas Maduro", "MADURO MOROS, Nicolas")] // Second surname left out
    [InlineData("Viktor Bout", "BOUT, Viktor Anatolijevitch")] // Patronymic left out
    [InlineData("Joaquin Gusman Loera", "GUZMAN LOERA, Joaquin")] // A letter changed
    [InlineData("Oleg Deripasca", "DERIPASKA, Oleg Vladimirovich")] // A letter changed and the patronymic left out
    [InlineData("Yevgeny Prigozhin", "PRIGOZHIN, Evgeny")]
    [InlineData("Yevgeny Prigohzin", "PRIGOZHIN, Evgeny")] // Two letters swapped
    [InlineData("Евгений Пригожин", "PRIGOZHIN, Evgeny")]
    [InlineData("Aiman al-Zawahiri", "AL ZAWAHIRI, Dr. Ayman")] // Other vowels
    [InlineData("أيمن الظواهري", "AL ZAWAHIRI, Dr. Ayman")] // Arabic, written without vowels
    [InlineData("Dawood Ebrahim", "EBRAHIM, Dawood")]
    [InlineData("Kim Jong Un", "KIM, Jong Un")]
    [InlineData("Aerocaribean Airlines", "AEROCARIBBEAN AIRLINES")]
    [InlineData("Banco Nacional de Cuba S.A.", "BANCO NACIONAL DE CUBA")] // A legal form added
    [InlineData("Mahan Air", "MAHAN AIR")]
    public void A_listed_party_is_found_however_it_is_written(string name, string listed) =>
        OfacList.Matcher().Match(name, "").Select(match => match.ListedName).ShouldContain(listed);

    [Theory]
    [InlineData("Maria Garcia", "US")]
    [InlineData("John Smith", "GB")]
    [InlineData("Wang Wei", "CN")]
    [InlineData("Luis Fernando Gomez", "CO")] // The list has a Luis Hernando Gomez Bustamante.
    [InlineData("Michael Johnson", "US")] // It has a William Michael Johnson.
    [InlineData("Ivan", "RU")] // One word is no name of a person.
    [InlineData("Maria Luisa", "ES")] // Ships are called so.
    [InlineData("", "")]
    [InlineData("—", "")]
    public void An_ordinary_name_is_left_alone(string name, string country) =>
        OfacList.Matcher().Match(name, country).ShouldBeEmpty();

    [Fact]
    public void Fewer_than_one_ordinary_name_in_a_thousand_is_held_unless_it_is_a_listed_name_word_for_word()
    {
        var matcher = OfacList.Matcher();
        var names = OrdinaryNames.All().ToList();

        var held = names.Select(buyer => (buyer.Name, Match: matcher.Match(buyer.Name, buyer.Country).FirstOrDefault())).Where(buyer => buyer.Match is not null).ToList();
        var namesakes = held.Count(buyer => buyer.Match!.ScorePpm == 1_000_000);
        TestContext.Current.SendDiagnosticMessage($"{held.Count} of {names.Count} ordinary names held, {namesakes} of them word for word: {string.Join(", ", held.Select(buyer => buyer.Name))}");

        names.Count.ShouldBeGreaterThan(1_000);
        (held.Count - namesakes).ShouldBeLessThanOrEqualTo(names.Count / 1_000);
        namesakes.ShouldBeLessThanOrEqualTo(names.Count / 200);
    }

    [Fact]
    public void The_score_says_how_alike_and_the_reason_says_why()
    {
        var match = OfacList.Matcher().Match("Aiman al-Zawahiri", "").First(found => found.ListedName == "AL ZAWAHIRI, Dr. Ayman");

        match.List.ShouldBe("ofac-sdn");
        match.Kind.ShouldBe("individual");
        match.ScorePpm.ShouldBeInRange(900_000, 999_999);
        match.Why.ShouldBe("Same: aiman ≈ ayman (0.95), zawahiri.");
    }

    [Fact]
    public void The_country_of_the_address_supports_a_match()
    {
        var near = OfacList.Matcher().Match("Aleksandr Lukashenko", "BY")[0];
        var far = OfacList.Matcher().Match("Aleksandr Lukashenko", "PT")[0];

        near.ScorePpm.ShouldBeGreaterThanOrEqualTo(far.ScorePpm);
        OfacList.Matcher().Match("Maduro Moros, Nicolas", "VE")[0].Why.ShouldEndWith("The address lies in VE, a country of the entry.");
    }

    /// <summary>Orders carry no date of birth: where the buyer lives is the only other evidence there is.</summary>
    [Fact]
    public void An_address_in_none_of_the_entrys_countries_weakens_a_match_but_never_the_same_name_word_for_word()
    {
        var matcher = OfacList.Matcher();

        var (nowhere, elsewhere) = (matcher.Match("Oleg Deripasca", "")[0], matcher.Match("Oleg Deripasca", "NZ")[0]);
        var same = matcher.Match("Igor Sechin", "NZ")[0];

        (nowhere.ScorePpm - elsewhere.ScorePpm).ShouldBe(ScreeningSettings.Read().CountryMalusPpm);
        elsewhere.Why.ToString().ShouldContain("The address lies in NZ, the entry's countries are");
        same.ScorePpm.ShouldBe(1_000_000);
    }

    [Fact]
    public void Asking_in_another_order_changes_no_answer()
    {
        var names = OrdinaryNames.All().Select(buyer => buyer.Name).Take(200).Concat(["Igor Sechin", "Viktor Bout"]).ToList();
        var forward = OfacList.Matcher();
        var backward = OfacList.Matcher();

        var first = names.Select(name => forward.Match(name, "RU")).ToList();
        var second = Enumerable.Reverse(names).Select(name => backward.Match(name, "RU")).Reverse().ToList();

        for (var i = 0; i < names.Count; i++) second[i].ShouldBe(first[i], names[i]);
    }

    [Theory]
    [InlineData("Becerra Becerra", "becerra")] // Said twice it says no more.
    [InlineData("Havin Bank Limitd", "havin bank")] // A legal form misspelt is one still.
    public void Words_that_tell_nothing_are_left_out(string name, string words) =>
        string.Join(' ', OfacList.Text.Words(name).Select(word => word.Text)).ShouldBe(words);

    [Theory]
    [InlineData("diaz", "dyas")]
    [InlineData("ivanov", "ivanoff")]
    [InlineData("khamid", "hamid")]
    [InlineData("wladimir", "vladimir")]
    public void Letters_that_transliterations_exchange_are_folded_into_one(string one, string other) =>
        NameText.Fold(one).ShouldBe(NameText.Fold(other));

    /// <summary>The whole list, and each way of writing a name apart: <c>./run bench parties</c>.</summary>
    [Fact]
    public void Listed_names_with_a_part_swapped_or_a_middle_name_left_out_are_found()
    {
        var people = OfacList.Index().Names.Select(name => name.Listed).Where(name => name.Kind == "individual" && name.Name.Split(", ") is [var family, var given] && family.Length > 6 && given.Split(' ') is [{ Length: > 5 }, { Length: > 4 }]).Where((_, i) => i % 8 == 0).ToList();
        var matcher = OfacList.Matcher();

        var missed = people.Where(one => one.Name.Split(", ") is var parts && !matcher.Match($"{parts[1].Split(' ')[0]} {parts[0]}", "").Exists(match => match.EntryId == one.EntryId || match.ListedName == one.Name)).ToList();

        people.Count.ShouldBeGreaterThan(50);
        missed.Count.ShouldBeLessThanOrEqualTo(people.Count / 25, string.Join("; ", missed.Select(one => one.Name)));
    }

    [Fact]
    public void An_order_that_ended_no_longer_counts()
    {
        var settings = ScreeningSettings.Read();
        var listed = new ListedName("bis-dpl", "1", "party", "QUENTIN FARNSWORTHY", false, "US", new DateOnly(2026, 1, 14));
        var index = new PartyIndex([listed], OfacList.Text, settings, "test");

        new PartyMatcher(index, OfacList.Text, settings, new DateOnly(2026, 1, 14)).Match("Quentin Farnsworthy", "US").Count.ShouldBe(1);
        new PartyMatcher(index, OfacList.Text, settings, new DateOnly(2026, 1, 15)).Match("Quentin Farnsworthy", "US").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Abd al-Rahman", "abdrahman")]
    [InlineData("Abdul Rahman", "abdrahman")]
    [InlineData("O'Brien & Sons, Ltd.", "obrien sons")]
    [InlineData("Björk Guðmundsdóttir", "bjork gudmundsdottir")]
    [InlineData("Müller Haushaltswaren GmbH & Co. KG", "muller haushaltswaren")]
    [InlineData("J. R. Smith", "smith")]
    public void A_name_becomes_words_that_can_be_compared(string name, string words) =>
        string.Join(' ', OfacList.Text.Words(name).Select(word => word.Text)).ShouldBe(words);

    [Theory]
    [InlineData("mohammed", "muhammad", 0)]
    [InlineData("ibrahim", "ebrahim", 0)]
    [InlineData("ahmed", "hamoud", 1)]
    public void Words_with_the_same_consonants_share_a_skeleton(string one, string other, int differs) =>
        (NameText.Skeleton(one) == NameText.Skeleton(other) ? 0 : 1).ShouldBe(differs);

    [Theory]
    [InlineData("prigozhin", "prigohzin", 1)] // A swap of neighbours is one change.
    [InlineData("guzman", "gusman", 1)]
    [InlineData("bout", "but", 1)]
    [InlineData("smith", "jones", 3)] // More than the limit is the limit and one.
    public void Changes_between_spellings_are_counted(string one, string other, int changes) =>
        Spelling.Changes(one, other, 2).ShouldBe(changes);
}
