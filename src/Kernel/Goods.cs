namespace Entrepot.Kernel;

/// <summary>Lithium batteries as carriers and IATA's Dangerous Goods Regulations tell them apart (UN 3480/3481, 3090/3091).</summary>
public enum BatteryKind { None, LithiumIonAlone, LithiumIonPacked, LithiumIonInEquipment, LithiumMetalAlone, LithiumMetalInEquipment }

/// <summary>The delivery terms that a cross-border order is sold under (Incoterms 2020, the three that parcels use).</summary>
public enum Incoterm { Dap, Ddp, Fca }

/// <summary>Whether the buyer's money is there.</summary>
public enum PaymentState { Pending, Authorised, Paid, PartlyRefunded, Refunded, Failed }
