using System.Collections.Frozen;
using Entrepot.Kernel;
using Entrepot.Transport.Contracts;

namespace Entrepot.Transport.Tracking;

/// <summary>What a carrier's scan code means in our vocabulary (<c>Rules/tracking-codes.tsv</c>).</summary>
internal static class TrackingCodes
{
    private static readonly FrozenDictionary<(string Carrier, string Code), ConsignmentStatus> Known = RuleFile
        .Rows(typeof(TrackingCodes).Assembly, "tracking-codes.tsv")
        .ToFrozenDictionary(row => (row[0], row[1]), row => Enum.Parse<ConsignmentStatus>(row[2]));

    /// <summary>The first of the codes that is known, the most telling one first. A code we do not know is progress of some kind, never an alarm.</summary>
    public static ConsignmentStatus Of(string carrier, params ReadOnlySpan<string?> codes)
    {
        foreach (var code in codes)
            if (code is not null && Known.TryGetValue((carrier, code), out var status)) return status;
        return ConsignmentStatus.InTransit;
    }
}
