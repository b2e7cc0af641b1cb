using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Parties;
using Entrepot.Customs.Features;

namespace Entrepot.Unit.Customs;

/// <summary>Screening against lists in files, without a database.</summary>
public sealed class PartyFilesTests : IDisposable
{
    private static readonly DateOnly On = new(2026, 11, 23);
    private readonly string folder = Directory.CreateTempSubdirectory("entrepot-list-").FullName;
    private readonly PartyIndexCache cache = new();

    public PartyFilesTests()
    {
        File.WriteAllText(Path.Combine(folder, "sdn.csv"), "1,\"FARNSWORTHY, Quentin Albrecht\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n");
        File.WriteAllText(Path.Combine(folder, "alt.csv"), "1,2,\"aka\",\"VANTERPOOL, Ignatius\",-0- \n");
        File.WriteAllText(Path.Combine(folder, "add.csv"), "1,3,\"Main Street 1\",\"Havana\",\"Cuba\",-0- \n");
    }

    [Theory]
    [InlineData("Quentin Farnsworthy")] // Without the middle name
    [InlineData("Ignatius Vanterpol")] // An alias with a letter missing
    public void A_name_is_found_in_a_folder_and_in_its_file_alone(string name)
    {
        foreach (var place in new[] { folder, Path.Combine(folder, "sdn.csv") })
        {
            var match = Open(place).Best(name, "");

            match.ShouldNotBeNull();
            match.List.ShouldBe("ofac-sdn");
            match.EntryId.ShouldBe("1");
            Open(place).VersionOf("ofac-sdn").Length.ShouldBe(8);
        }
    }

    [Fact]
    public void Nobody_is_found_who_is_not_listed() => Open(folder).Best("Mary Walker", "GB").ShouldBeNull();

    [Theory]
    [InlineData("nothing-here")]
    [InlineData("sdn.txt")]
    public void A_place_without_a_list_is_refused_and_never_an_empty_screen(string place) =>
        new PartyFiles(cache).Open([Path.Combine(folder, place)], On).Problem?.Code.ShouldBe("customs.no_party_list");

    private IPartyScreen Open(string place) => new PartyFiles(cache).Open([place], On).Value;

    public void Dispose()
    {
        cache.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
