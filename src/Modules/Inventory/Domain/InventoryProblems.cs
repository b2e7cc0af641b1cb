using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Inventory.Domain;

internal static class InventoryProblems
{
    public static Problem CodeTaken(string code) =>
        Problem.Conflict("inventory.warehouse_code_taken", $"There is a warehouse {code} already. Choose another code.");

    public static Problem UnknownTimeZone(string zone) =>
        Problem.Invalid("inventory.unknown_time_zone", $"'{zone}' is not an IANA time zone, e.g. Asia/Shanghai.", "timeZone");

    public static Problem UnknownWarehouse(WarehouseId warehouse) =>
        Problem.NotFound("inventory.unknown_warehouse", $"There is no warehouse {warehouse.Value:0}. Add it first.");

    public static Problem UnknownCode(string code) =>
        Problem.NotFound("inventory.unknown_warehouse", $"There is no warehouse '{code}'. Add it first.");

    public static Problem UnknownSku(string sku) =>
        Problem.NotFound("inventory.unknown_sku", $"There is no product with the SKU '{sku}'. Add it to the catalogue first.");

    public static Problem WouldOversell(StockAdjustment adjustment, long available) => Problem.Conflict(
        "inventory.would_oversell",
        $"Only {available} pieces are free, so {-adjustment.Difference} cannot be taken away: orders are reserved on the rest. Release or re-route them first, then adjust again.");

    public static Problem QuantityNotPositive() =>
        Problem.Invalid("inventory.quantity_not_positive", "The quantity must be above zero.", "quantity");

    public static Problem CauseMissing() =>
        Problem.Invalid("inventory.cause_missing", "Say what moved the goods (cause): it makes a repeat harmless.", "cause");

    public static Problem DayMissing() =>
        Problem.Invalid("inventory.day_missing", "Say on which day the goods are expected.", "expectedOn");

    public static Problem TooMany(int count, int max) =>
        new(ProblemKind.TooLarge, "inventory.too_many", $"{count} entries at once are too many; send at most {max}.");
}
