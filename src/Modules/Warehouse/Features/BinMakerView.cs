using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Features;

/// <summary>What a range would make.</summary>
/// <param name="Signature">Sent back with the form: what is saved is what was shown.</param>
public sealed record BinPreview(string Signature, long New, long Known, IReadOnlyList<string> Codes);

/// <summary>The form that makes bins.</summary>
public sealed record BinMakerView(IReadOnlyList<string> Warehouses, string? Warehouse, BinPreview? Preview, int RowMillimetres, int RackMillimetres);

/// <summary>How kinds of bins are called and coloured.</summary>
public static class BinKindView
{
    public static StatusWord Word(BinKind kind) => kind switch
    {
        BinKind.Receiving => new(Tone.Out, "Receiving|bin"),
        BinKind.Storage => new(Tone.Rest, "Storage|bin"),
        BinKind.PickFace => new(Tone.Run, "Pick bin"),
        BinKind.Packing => new(Tone.Aux, "Packing|bin"),
        BinKind.Quarantine => new(Tone.Stop, "Quarantine|bin"),
        _ => new(Tone.Go, "Shipping|bin"),
    };

    public static IReadOnlyList<Option> Options(Text words) => [.. Enum.GetValues<BinKind>().Select(kind => new Option(kind.ToString(), words[Word(kind).Word]))];
}
