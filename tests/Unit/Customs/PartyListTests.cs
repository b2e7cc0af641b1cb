using Entrepot.Customs;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Tax;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Customs;

/// <summary>Importing denied-party lists and screening against what stands in the database.</summary>
[Storage]
public sealed class PartyListTests
{
    private static readonly PartyRequest Invented = new("Mirabella Zorvath", "", new Address { Country = "DE" });

    [Fact]
    public async Task Without_a_list_every_answer_says_so()
    {
        await using var database = await TestDatabase.CreateAsync(new TaxModule(), new CustomsModule());

        var answer = (await ScreenAsync(database, Invented))[0];

        answer.ListVersion.ShouldBe("no list loaded");
        answer.Matches.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_imported_list_is_screened_against_at_once_and_named_in_the_answer()
    {
        await using var database = await TestDatabase.CreateAsync(new TaxModule(), new CustomsModule());
        await ScreenAsync(database, Invented);

        var imported = await ImportDemoAsync(database);
        var answers = await ScreenAsync(database, Invented, new("Maria Garcia", "Vexmoor Obsidian Logistic", new Address { Country = "US" }), new("Maria Garcia", "", new Address()));

        imported.IsNew.ShouldBeTrue();
        answers.Select(answer => answer.ListVersion).ShouldAllBe(version => version == $"demo {imported.Version}");
        answers[0].Matches[0].ListedName.ShouldBe("ZORVATH, Mirabella Quillon");
        answers[1].Matches[0].ListedName.ShouldBe("VEXMOOR OBSIDIAN LOGISTICS", "the company is screened like the person");
        answers[2].Matches.ShouldBeEmpty();
    }

    [Fact]
    public async Task Importing_the_same_list_twice_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(new TaxModule(), new CustomsModule());

        var first = await ImportDemoAsync(database);
        database.Clock.Now = TestDatabase.Noon.AddDays(3);
        var second = await ImportDemoAsync(database);

        second.ShouldBe(first with { Added = 0, IsNew = false });
    }

    [Fact]
    public async Task The_official_files_are_read_with_their_aliases_and_countries()
    {
        var folder = SharedData.Find("sanctions/ofac-2021");
        await using var database = await TestDatabase.CreateAsync(new TaxModule(), new CustomsModule());
        await using var scope = database.As(TestDatabase.Ours);

        var lists = (await scope.ServiceProvider.GetRequiredService<IPartyListImport>().ImportAsync(folder, null, CancellationToken.None)).Value;
        var answer = (await ScreenAsync(database, new PartyRequest("Nicolas Maduro Moros", "", new Address { Country = "VE" })))[0];

        lists.Select(list => (list.List, list.Entries)).ShouldBe([("ofac-sdn", 8_976), ("bis-dpl", 579)]);
        lists[0].Names.ShouldBeGreaterThan(20_000);
        answer.Matches[0].Why.ShouldContain("The address lies in VE");
    }

    [Fact]
    public async Task A_new_edition_replaces_the_old_one()
    {
        var folder = Directory.CreateTempSubdirectory("entrepot-list-");
        try
        {
            await using var database = await TestDatabase.CreateAsync(new TaxModule(), new CustomsModule());
            await ImportAsync(database, folder.FullName, """
                7,"QUILLFEATHER, Ambrosius","individual","TEST",-0-
                """);
            var before = (await ScreenAsync(database, new PartyRequest("Ambrosius Quillfeather", "", new Address())))[0];

            await ImportAsync(database, folder.FullName, """
                8,"THORNWICK, Ottilie","individual","TEST",-0-
                """);
            var after = await ScreenAsync(database, new PartyRequest("Ambrosius Quillfeather", "", new Address()), new("Ottilie Thornwick", "", new Address()));

            before.Matches.Count.ShouldBe(1);
            after[0].Matches.ShouldBeEmpty();
            after[1].Matches.Count.ShouldBe(1);
            after[1].ListVersion.ShouldNotBe(before.ListVersion);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [Fact]
    public async Task A_folder_without_lists_and_a_file_that_is_none_are_refused()
    {
        var folder = Directory.CreateTempSubdirectory("entrepot-list-");
        try
        {
            await using var database = await TestDatabase.CreateAsync(new TaxModule(), new CustomsModule());
            (await ImportAsync(database, folder.FullName, null)).Problem!.Code.ShouldBe("customs.no_party_list");
            (await ImportAsync(database, folder.FullName, "<html>,not,found\n")).Problem!.Code.ShouldBe("customs.bad_party_list");
            (await ScreenAsync(database, Invented))[0].ListVersion.ShouldBe("no list loaded");
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static async Task<Result<IReadOnlyList<PartyListImported>>> ImportAsync(TestDatabase database, string folder, string? sdn)
    {
        if (sdn is not null) await File.WriteAllTextAsync(Path.Combine(folder, "sdn.csv"), sdn);
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IPartyListImport>().ImportAsync(folder, null, CancellationToken.None);
    }

    private static async Task<PartyListImported> ImportDemoAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IPartyListImport>().ImportDemoAsync(CancellationToken.None);
    }

    private static async Task<IReadOnlyList<PartyAnswer>> ScreenAsync(TestDatabase database, params PartyRequest[] parties)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IPartyScreening>().ScreenAsync(parties, CancellationToken.None);
    }
}
