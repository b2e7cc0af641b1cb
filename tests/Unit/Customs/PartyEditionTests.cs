using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Entrepot.Customs;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Parties;
using Entrepot.Tax;
using Entrepot.Unit.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Customs;

/// <summary>What an import says about the edition it replaces, which files it finds, and the page that shows it.</summary>
[Storage]
public sealed class PartyEditionTests
{
    private const string UnitedNations = """
        <CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS><INDIVIDUAL>
        <DATAID>77</DATAID><FIRST_NAME>AMBROSIUS</FIRST_NAME><SECOND_NAME>QUILLFEATHER</SECOND_NAME><NATIONALITY><VALUE>Rwanda</VALUE></NATIONALITY>
        <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Quill the Elder</ALIAS_NAME></INDIVIDUAL_ALIAS>
        <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Quill</ALIAS_NAME></INDIVIDUAL_ALIAS></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>
        """;

    [Fact]
    public void An_edition_says_what_it_adds_changes_and_removes_whatever_the_sequence_of_its_lines() =>
        PartyListDifference.Between(
                [Listed("1", "STAYS, Otto"), Listed("2", "GOES, Ida"), Listed("3", "GROWS, Una"), Listed("1", "Stays the Elder", isAlias: true)],
                [Listed("1", "Stays the Elder", isAlias: true), Listed("1", "STAYS, Otto"), Listed("3", "GROWS, Una"), Listed("3", "Una Grows", isAlias: true), Listed("4", "COMES, Ada"), Listed("5", "COMES, Eva")])
            .ShouldBe(new PartyListDifference(Added: 2, Changed: 1, Removed: 1));

    [Fact]
    public async Task Importing_a_second_edition_reports_the_difference_and_the_same_again_reports_none()
    {
        await using var folder = new ListFolder(("sdn.csv", "7,\"QUILLFEATHER, Ambrosius\",\"individual\",\"TEST\",-0-\n8,\"THORNWICK, Ottilie\",\"individual\",\"TEST\",-0-\n"));
        await using var database = await TestDatabase.CreateAsync(new TaxModule(), new CustomsModule());
        var first = (await ImportAsync(database, folder.Path, new DateOnly(2026, 11, 1)))[0];

        await folder.WriteAsync("sdn.csv", "8,\"THORNWICK, Ottilie Maud\",\"individual\",\"TEST\",-0-\n9,\"ZORVATH, Mirabella\",\"individual\",\"TEST\",-0-\n");
        var second = (await ImportAsync(database, folder.Path, new DateOnly(2026, 11, 8)))[0];
        var again = (await ImportAsync(database, folder.Path, new DateOnly(2026, 11, 9)))[0];

        (first.Added, first.Changed, first.Removed, first.Dated).ShouldBe((2, 0, 0, new DateOnly(2026, 11, 1)));
        (second.Added, second.Changed, second.Removed, second.Dated).ShouldBe((1, 1, 1, new DateOnly(2026, 11, 8)));
        again.ShouldBe(second with { Added = 0, Changed = 0, Removed = 0, IsNew = false });
    }

    [Fact]
    public async Task Lists_are_found_in_the_folders_below_and_by_names_in_any_case()
    {
        await using var folder = new ListFolder(("un/Consolidated.XML", UnitedNations), ("2026-10/CONS_PRIM.CSV", "5,\"OLDER, Una\",\"individual\",\"TEST\",-0-\n"), ("2026-11/CONS_PRIM.CSV", "6,\"NEWER, Una\",\"individual\",\"TEST\",-0-\n"));

        var lists = PartyListFiles.Read(folder.Path).Value;

        lists.Select(list => (list.Code, list.Names[0].Name)).ShouldBe([("ofac-cons", "NEWER, Una"), ("un", "AMBROSIUS QUILLFEATHER")]);
    }

    [Fact]
    public void The_list_of_the_united_nations_brings_its_own_date_countries_and_the_aliases_it_calls_good()
    {
        var list = UnitedNationsFile.Read("consolidated.xml", UnitedNations).Value;

        list.Dated.ShouldBe(new DateOnly(2026, 2, 27));
        list.Names.Select(name => (name.Name, name.IsAlias, name.Countries)).ShouldBe([("AMBROSIUS QUILLFEATHER", false, "RW"), ("Quill the Elder", true, "RW")]);
    }

    [Theory]
    [InlineData("<CONSOLIDATED_LIST><INDIVIDUALS/></CONSOLIDATED_LIST>")]
    [InlineData("<html><body>Not found</body></html>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><CONSOLIDATED_LIST>&e;</CONSOLIDATED_LIST>")]
    [InlineData("404")]
    public void Another_file_in_xml_is_refused(string text) =>
        UnitedNationsFile.Read("consolidated.xml", text).Problem!.Code.ShouldBe("customs.bad_party_list");

    [Fact]
    public void The_real_lists_of_all_publishers_are_read_from_one_folder()
    {
        var lists = PartyListFiles.Read(SharedData.Find("sanctions")).Value;

        lists.Select(list => (list.Code, list.Names.Select(name => name.EntryId).Distinct().Count())).ShouldBe([("ofac-sdn", 8_976), ("bis-dpl", lists[1].Names.Select(name => name.EntryId).Distinct().Count()), ("un", 1_003)]);
        lists[2].Dated.ShouldBe(new DateOnly(2026, 2, 27));
    }

    [Fact]
    public async Task A_person_uploads_a_list_sees_it_dated_with_its_source_and_finds_a_name_with_its_score()
    {
        await using var host = await ChannelsHost.StartAsync(new TaxModule(), new CustomsModule());
        using var person = await host.OperatorAsync();

        using var answer = await UploadAsync(person, ("sdn.csv", "7,\"QUILLFEATHER, Ambrosius\",\"individual\",\"TEST\",-0-\n"), ("alt.csv", "7,1,\"aka\",\"Quill the Elder\",-0-\n"));
        var page = await person.GetStringAsync("/customs/parties?q=Ambrosius+Quilfeather");

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        page.ShouldContain("OFAC Specially Designated Nationals");
        page.ShouldContain("sdn.csv, alt.csv");
        page.ShouldContain("2026-11-01");
        page.ShouldContain("QUILLFEATHER, Ambrosius");
        page.ShouldContain("Holds the order");
        (await person.GetStringAsync("/customs/parties?q=Emma+Taylor")).ShouldContain("No listed name resembles this one.");
    }

    [Fact]
    public async Task A_file_that_is_no_list_comes_back_with_its_reason_and_a_reader_may_not_upload()
    {
        await using var host = await ChannelsHost.StartAsync(new TaxModule(), new CustomsModule());
        using var person = await host.OperatorAsync();
        using var reader = await host.ProgramAsync("customs.view");

        using var refused = await UploadAsync(person, ("holiday.txt", "sun"));
        (refused.StatusCode, (await refused.Content.ReadAsStringAsync()).Contains("holiday.txt", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));

        using var page = await reader.GetAsync("/customs/parties");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var form = new MultipartFormDataContent();
        using var forbidden = await reader.PostAsync("/customs/parties", form);
        forbidden.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient person, params (string Name, string Text)[] files)
    {
        var page = await person.GetStringAsync("/customs/parties");
        using var form = new MultipartFormDataContent { { new StringContent(Regex.Match(page, "name=\"csrf\" content=\"([^\"]+)\"").Groups[1].Value), "__RequestVerificationToken" }, { new StringContent("2026-11-01"), "dated" } };
        foreach (var (name, text) in files) form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "files", name);
        return await person.PostAsync("/customs/parties", form);
    }

    private static async Task<IReadOnlyList<PartyListImported>> ImportAsync(TestDatabase database, string folder, DateOnly? dated)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return (await scope.ServiceProvider.GetRequiredService<IPartyListImport>().ImportAsync(folder, dated, CancellationToken.None)).Value;
    }

    private static ListedName Listed(string entry, string name, bool isAlias = false) => new("ofac-sdn", entry, "individual", name, isAlias, "", null);

    /// <summary>A folder of lists that goes away again.</summary>
    private sealed class ListFolder : IAsyncDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entrepot-lists-");

        public ListFolder(params (string Name, string Text)[] files)
        {
            foreach (var (name, text) in files)
            {
                var file = new FileInfo(System.IO.Path.Combine(folder.FullName, name));
                file.Directory!.Create();
                File.WriteAllText(file.FullName, text);
            }
        }

        public string Path => folder.FullName;

        public Task WriteAsync(string name, string text) => File.WriteAllTextAsync(System.IO.Path.Combine(Path, name), text);

        public ValueTask DisposeAsync()
        {
            folder.Delete(recursive: true);
            return default;
        }
    }
}
