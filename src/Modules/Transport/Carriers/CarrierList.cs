using Entrepot.Platform.Watching;
using Entrepot.Transport.Carriers.DhlExpress;
using Entrepot.Transport.Carriers.DhlParcelDe;
using Entrepot.Transport.Carriers.Ups;

namespace Entrepot.Transport.Carriers;

/// <summary>Every carrier we can talk to. Adding one is adding a folder and a line.</summary>
internal sealed class CarrierList(UpsCarrier ups, DhlExpressCarrier dhlExpress, DhlParcelDeCarrier dhlParcelDe, Signals signals)
{
    private readonly ICarrier[] all = [.. new ICarrier[] { ups, dhlExpress, dhlParcelDe }.Select(carrier => new MeasuredCarrier(carrier, signals))];

    public IReadOnlyList<ICarrier> All => all;
    public IEnumerable<string> Codes => all.Select(carrier => carrier.Code);

    public ICarrier? Find(string code) => Array.Find(all, carrier => carrier.Code == code);
}
