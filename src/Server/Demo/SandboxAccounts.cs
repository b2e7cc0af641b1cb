using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Sandbox;
using Entrepot.Sandbox.Carriers;
using Entrepot.Server.Hosting;
using Entrepot.Transport.Contracts;

namespace Entrepot.Server.Demo;

/// <summary>The demo company's accounts with the carriers, pointed to where the sandbox's carriers listen in this run.</summary>
internal static class SandboxAccounts
{
    /// <summary>The sandbox's carriers live quickly; real ones are asked every half hour or so.</summary>
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(3);

    /// <summary>Ten digits, as customer numbers of DHL Parcel Germany (EKP) have; the others take any number.</summary>
    private const string AccountNumber = "3333333333";

    public static async Task SetAsync(IServiceProvider services, TenantId company, SandboxHost host, SandboxCarrierOptions credentials, CancellationToken ct)
    {
        await using var scope = services.As(company, "sandbox");
        var setup = scope.ServiceProvider.GetRequiredService<ITransportSetup>();
        await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(ct);
        OrFail(await setup.SetAccountAsync(Account("ups", host.Ups, credentials), ct));
        OrFail(await setup.SetAccountAsync(Account("dhl-express", host.DhlExpress, credentials), ct));
        OrFail(await setup.SetAccountAsync(Account("dhl-parcel-de", host.DhlParcelDe, credentials), ct));
        OrFail(await unit.CommitAsync(ct));
    }

    /// <summary>DHL Parcel Germany has users of its own behind the API key; here they are all the same.</summary>
    private static CarrierAccountSettings Account(string carrier, Uri url, SandboxCarrierOptions credentials) => new(
        carrier, url, AccountNumber, credentials.User, credentials.Password,
        new Dictionary<string, string>
        {
            ["user"] = credentials.User,
            ["password"] = credentials.Password,
            ["tracking-user"] = credentials.User,
            ["tracking-password"] = credentials.Password,
        }, PollEvery);

    private static void OrFail(Result result)
    {
        if (result.Problem is { } problem) throw new InvalidOperationException($"The sandbox's carriers cannot be set up. {problem.Code}: {problem.Message}");
    }
}
