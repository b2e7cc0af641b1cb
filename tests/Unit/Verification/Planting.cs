namespace Entrepot.Unit.Verification;

/// <summary>One kind of damage, and what a check must say of it.</summary>
/// <param name="Promise">The check's name.</param>
/// <param name="Sql">The damage, past all modules and constraints; the company is 1.</param>
/// <param name="Said">What stands in one of the check's sentences.</param>
/// <param name="Postgres">The damage in PostgreSQL's words, where SQLite's will not do.</param>
internal sealed record Planting(string Promise, string Sql, string Said, string? Postgres = null)
{
    /// <summary>The id of an order of <see cref="PlantedWorld"/>, by the shop's number.</summary>
    public static string Order(string number) => $"(SELECT id FROM orders_order WHERE tenant_id = 1 AND external_number = '{number}')";

    /// <summary>Its fulfilment order that is not cancelled.</summary>
    public static string Fulfilment(string number) => $"(SELECT MIN(id) FROM warehouse_fulfilment_order WHERE tenant_id = 1 AND status <> 'Cancelled' AND order_id = {Order(number)})";

    public static string Consignment(string number) => $"(SELECT MIN(id) FROM transport_consignment WHERE tenant_id = 1 AND status <> 'Voided' AND order_id = {Order(number)})";

    /// <summary>The voucher of its placing.</summary>
    public static string Placed(string number) => $"(SELECT MIN(id) FROM finance_voucher WHERE tenant_id = 1 AND source_id = {Order(number)} AND kind = 'placed')";

    /// <summary>Writes a row of a table once more, with other values for some columns.</summary>
    public static string Again(string table, string columns, string where, params (string Column, string Value)[] changed)
    {
        var names = columns.Split(", ");
        var values = names.Select(name => changed.FirstOrDefault(change => change.Column == name).Value ?? name);
        return $"INSERT INTO {table} ({columns}) SELECT {string.Join(", ", values)} FROM {table} WHERE tenant_id = 1 AND {where}";
    }
}
