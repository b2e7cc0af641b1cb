using Entrepot.Customs.Domain.Parties;

namespace Entrepot.Unit.Customs;

/// <summary>The real OFAC list of 2021 as an index, read once for all tests that need it.</summary>
internal static class OfacList
{
    public static readonly DateOnly Today = new(2026, 11, 2);
    public static readonly NameText Text = new();
    private static PartyIndex? index;

    public static PartyIndex Index() =>
        index ??= new PartyIndex(
            PartyListFiles.Read(SharedData.Find("sanctions/ofac-2021")).Value.SelectMany(list => list.Names).Where(name => name.Kind is not ("vessel" or "aircraft")), Text, ScreeningSettings.Read(), "2021");

    public static PartyMatcher Matcher() => new(Index(), Text, ScreeningSettings.Read(), Today);
}
