using System.Globalization;
using System.Text.RegularExpressions;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;

namespace Entrepot.Warehouse.Features;

/// <summary>Rows with racks with bins, all alike, in one zone: <c>A-01-01-1</c> to <c>A-04-12-3</c>.</summary>
/// <param name="RowMillimetres">From the middle of one aisle to the next.</param>
/// <param name="RackMillimetres">From rack to rack along an aisle.</param>
internal sealed partial record BinRange(
    string Zone, BinKind Kind, int RowFrom, int RowTo, int RackFrom, int RackTo, int SlotFrom, int SlotTo, int RowMillimetres, int RackMillimetres)
{
    /// <summary>What a code has digits for.</summary>
    private const int NumberMax = 99;
    private const int SlotMax = 9;

    public long Count => (long)(RowTo - RowFrom + 1) * (RackTo - RackFrom + 1) * (SlotTo - SlotFrom + 1);

    /// <summary>Tells this range from any other, so that what is saved is what was shown.</summary>
    public string Signature => string.Create(CultureInfo.InvariantCulture, $"{Zone}/{Kind}/{RowFrom}-{RowTo}/{RackFrom}-{RackTo}/{SlotFrom}-{SlotTo}/{RowMillimetres}/{RackMillimetres}");

    public Result Check(int max)
    {
        var isWhole = ZoneCode().IsMatch(Zone) && Fits(RowFrom, RowTo, NumberMax) && Fits(RackFrom, RackTo, NumberMax) && Fits(SlotFrom, SlotTo, SlotMax) && RowMillimetres > 0 && RackMillimetres > 0;
        if (!isWhole) return WarehouseProblems.BadRange();
        return Count > max ? WarehouseProblems.TooManyBins(Count, max) : Result.Ok;
    }

    public IEnumerable<Bin> Bins(WarehouseId warehouse, Func<long> nextId)
    {
        for (var row = RowFrom; row <= RowTo; row++)
            for (var rack = RackFrom; rack <= RackTo; rack++)
                for (var slot = SlotFrom; slot <= SlotTo; slot++)
                    yield return new Bin(new(nextId()), warehouse, Zone, row, rack, slot, row * RowMillimetres, rack * RackMillimetres) { Kind = Kind };
    }

    public static BinRange Of(PostedForm form, FloorRules rules) => new(
        form.Text("zone", required: true).ToUpperInvariant(), form.Choice<BinKind>("kind") ?? BinKind.PickFace,
        Number(form, "rowFrom", 1), Number(form, "rowTo", 1), Number(form, "rackFrom", 1), Number(form, "rackTo", 1), Number(form, "slotFrom", 1), Number(form, "slotTo", 1),
        Number(form, "rowMillimetres", rules.RowMillimetres), Number(form, "rackMillimetres", rules.RackMillimetres));

    private static int Number(PostedForm form, string name, int otherwise) => (int)Math.Clamp(form.Whole(name) ?? otherwise, 0, int.MaxValue);

    private static bool Fits(int from, int to, int max) => from >= 1 && from <= to && to <= max;

    [GeneratedRegex("^[A-Z0-9]{1,4}$")]
    private static partial Regex ZoneCode();
}
