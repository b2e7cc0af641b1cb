using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Inventory.Domain;

internal static class InventoryProblems
{
    public static Problem CodeTaken(string code) =>
        Problem.Conflict("inventory.warehouse_code_taken", $"There is a warehouse {code} already. Choose another code.");

    public static Problem BadCode(string code) =>
        Problem.Invalid("inventory.bad_warehouse_code", $"'{code}' cannot be a warehouse's code: take 2 to 16 capital letters, digits and hyphens, e.g. SZX.", "code");

    public static Problem NameMissing() =>
        Problem.Invalid("inventory.warehouse_name_missing", "Give the warehouse a name.", "name");

    public static Problem BadCountry(string country) =>
        Problem.Invalid("inventory.bad_country", $"'{country}' is not a country's two letters, e.g. CN.", "country");

    public static Problem BadPlace() =>
        Problem.Invalid("inventory.bad_coordinates", "Degrees north lie between −90 and 90, degrees east between −180 and 180.", "latitude");

    public static Problem BadCutOff(string time) =>
        Problem.Invalid("inventory.bad_cut_off", $"'{time}' is no time of day. Write hours and minutes, e.g. 16:30.", "cutOff");

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

    public static Problem SameWarehouse(string code) =>
        Problem.Invalid("inventory.same_warehouse", $"The goods are in {code} already. Choose another warehouse to send them to.", "to");

    public static Problem NothingToSend() =>
        Problem.Invalid("inventory.nothing_to_send", "Say what is sent: on each line a SKU and how many pieces.", "lines");

    public static Problem BadLine(string line) =>
        Problem.Invalid("inventory.bad_line", $"'{line}' is not a SKU and a number of pieces.", "lines");

    public static Problem NotAvailable(string sku, long available, long wanted) => Problem.Conflict(
        "inventory.not_available", $"{wanted} pieces of {sku} cannot be sent: {available} are free there, orders are reserved on the rest.");

    public static Problem UnknownTransfer(long id) =>
        Problem.NotFound("inventory.unknown_transfer", $"There is no transfer {id:0}.");

    public static Problem NegativePoint() =>
        Problem.Invalid("inventory.negative_reorder_point", "A reorder point is zero, which takes it away, or above.", "quantity");
}
