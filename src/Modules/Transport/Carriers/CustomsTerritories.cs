using System.Collections.Frozen;
using Entrepot.Kernel;

namespace Entrepot.Transport.Carriers;

/// <summary>Countries between which parcels move without customs (<c>Rules/eu-customs-territory.tsv</c>).</summary>
internal static class CustomsTerritories
{
    private static readonly FrozenSet<string> Eu = RuleFile.Rows(typeof(CustomsTerritories).Assembly, "eu-customs-territory.tsv").Select(row => row[0]).ToFrozenSet(StringComparer.Ordinal);

    public static bool IsEu(string country) => Eu.Contains(country);

    /// <summary>Whether customs lies between the two.</summary>
    public static bool IsBorder(string from, string to) => from != to && !(IsEu(from) && IsEu(to));
}
