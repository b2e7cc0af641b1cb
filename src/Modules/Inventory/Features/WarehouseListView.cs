using Entrepot.Platform.Ui;

namespace Entrepot.Inventory.Features;

/// <summary>A warehouse with how much lies in it.</summary>
public sealed record WarehouseRow(long Id, string Code, string Name, string City, string Country, string TimeZone, TimeOnly CutOff, bool IsActive, long Products, long OnHand);

public sealed record WarehouseListView(ListUrl Url, IReadOnlyList<WarehouseRow> Rows);

/// <summary>A warehouse as its form shows it.</summary>
/// <param name="Id">Null for one that is to be added.</param>
/// <param name="Zones">Time zones that the server knows.</param>
public sealed record WarehouseFormView(long? Id, Contracts.WarehouseSite? Site, IReadOnlyList<string> Zones);
