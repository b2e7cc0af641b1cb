using System.Collections.Frozen;
using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;

namespace Entrepot.Journey;

/// <summary>Every reason for which the journey itself stops an order; the modules bring their own.</summary>
internal static class JourneyProblems
{
    /// <summary>Facts that are missing or law: no click lets them pass, the order must be mended or cancelled.</summary>
    public static readonly FrozenSet<string> CannotWaive = FrozenSet.Create(
        StringComparer.Ordinal,
        "orders.no_lines", "orders.unknown_currency", "orders.no_exchange_rate", "orders.bad_quantity", "orders.negative_price", "orders.unknown_sku",
        "orders.product_unmeasured", "orders.no_warehouse", "orders.country_unresolved", "address.country_missing", "address.country_unknown",
        "address.part_missing", "customs.unclassified", "customs.no_origin", "customs.no_rate", "customs.tariff_line_needed", "customs.no_weight", "customs.nothing_to_clear", "customs.excise_unknown", "customs.restricted_goods", "transport.no_service");

    public static Problem SkuNotFound(string sku) => Problem.NotFound("catalog.sku_unknown", $"There is no product with the SKU '{sku}'. Look it up again.");
    public static Problem OrderNotFound(OrderId id) => Problem.NotFound("orders.not_found", $"There is no order {id.Value:0}.");
    public static Problem CannotChange(OrderHead order) => Problem.Conflict("orders.cannot_change", $"Order {order.Number} is {order.Status} and cannot be changed any more.");
    public static Problem HeldByPerson(string person, string reason) => Problem.Conflict("orders.held_by_person", $"{person} stopped it: {reason}");
    public static Problem HoldReasonMissing(int lettersMax) => Problem.Invalid("orders.hold_reason_missing", $"Say in 1 to {lettersMax} letters why the orders are to wait.", "reason");
    public static Problem NoneToHold(int max) => Problem.Invalid("orders.none_to_hold", $"Mark 1 to {max} orders first.", "ids");
    public static Problem ReasonMissing() => Problem.Invalid("orders.reason_missing", "Say why the order is cancelled.", "reason");
    public static Problem NoLines() => Problem.Invalid("orders.no_lines", "The order has no lines. Ask the channel to send it again or cancel it.");
    public static Problem UnknownCurrency(string currency) => Problem.Invalid("orders.unknown_currency", $"'{currency}' is not a currency of ISO 4217. Correct the order.", "currency");
    public static Problem NoRate(string currency, string table) => Problem.Invalid("orders.no_exchange_rate", $"There is no exchange rate for {currency} ({table}). Import newer rates.", "currency");
    public static Problem PlacedInFuture(DateTime placedAt) => Problem.Invalid("orders.placed_in_future", $"The order is dated {placedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, which is still to come. Check the shop's clock or the time zone of its import profile.", "placedAt");
    public static Problem BadQuantity(int line) => Problem.Invalid("orders.bad_quantity", $"Line {line} has a quantity below one. Correct the line or cancel it.", "quantity");
    public static Problem NegativePrice(int line) => Problem.Invalid("orders.negative_price", $"Line {line} has a negative price. Correct the line or cancel it.", "unitPrice");
    public static Problem TotalMismatch(Money stated, Money added) => Problem.Invalid("orders.total_mismatch", $"The channel states a total of {stated}, the parts add up to {added}. Compare with the channel before shipping.", "total");
    public static Problem UnknownSku(string code) => Problem.Invalid("orders.unknown_sku", $"'{code}' is not a known SKU, barcode or mapped code. Map it to a product.", "code");
    public static Problem Unmeasured(string sku) => Problem.Invalid("orders.product_unmeasured", $"{sku} has no weight or no size, so no parcel can be planned. Weigh and measure it.", "weight");
    public static Problem DuplicateBasket(string other) => Problem.Invalid("orders.duplicate_basket", $"Order {other} of the same buyer has the same goods for the same address within a day. Release it if the buyer wants both.");
    public static Problem CountryUnresolved(string text) => Problem.Invalid("orders.country_unresolved", $"'{text}' is no country. Set the country of the address.", "country");
    public static Problem PaymentPending(PaymentState state) => Problem.Invalid("screen.payment_open", $"The payment is {state}. The order goes on when the channel reports it as paid.");
    public static Problem DeniedParty(string listed, string list, decimal score) => Problem.Invalid("screen.denied_party", $"The consignee resembles '{listed}' of {list} (score {score.ToString("0.00", CultureInfo.InvariantCulture)}). Compare and decide.");
    public static Problem Unclassified(string sku) => Problem.Invalid("customs.unclassified", $"{sku} crosses a border and has no HS code. Confirm a suggestion or enter the code.", "hsCode");
    public static Problem NoOrigin(string sku) => Problem.Invalid("customs.no_origin", $"{sku} crosses a border and has no country of origin. Enter it on the product.", "origin");
    public static Problem OriginMissing() => Problem.Invalid("catalog.origin_missing", "Choose the country in which it was made.", "origin");
    public static Problem ProductNotFound(ProductId id) => Problem.NotFound("catalog.product_not_found", $"There is no product {id.Value:0}. It may belong to another company.");
    public static Problem VagueDescription(string sku, string description, string country) => Problem.Invalid("customs.vague_description", $"{sku} would be declared as '{description}', which customs of {new CountryName(country)} refuse as too general. Describe what the goods are and what they are made of.", "customsDescription");
    public static Problem NoWarehouse() => Problem.Invalid("orders.no_warehouse", "No active warehouse may ship this order. Check the rules and the warehouses.");
    public static Problem NoCarrier(long grams, string country) => Problem.Invalid("transport.no_service", $"No carrier service takes {(grams / 1000m).ToString("0.###", CultureInfo.InvariantCulture)} kg from any of the warehouses to {new CountryName(country)}. Split the order, or add a rate card.");
    public static Problem LinesDiffer(string number) => Problem.Conflict("orders.lines_differ", $"The other version has other lines than order {number} in the book. Keep ours, and cancel pieces or place an order for the others.");
    public static Problem NothingBooked() => Problem.Conflict("orders.nothing_booked", "No parcel of this order waits for the carrier. Papers are made when the carrier has booked the parcels.");
    public static Problem Failed(string error) => Problem.Invalid("journey.failed", $"The journey failed: {error} Report it; release the order to try again.");
}
