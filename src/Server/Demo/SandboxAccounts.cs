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

    public static async Task SetAsync(IServiceProvider services, TenantId company, SandboxHost host, SandboxCarrierOptions credentials, CancellationToken ct)
    {
        await using var scope = services.As(company, "sandbox");
        var setup = scope.ServiceProvider.GetRequiredService<ITransportSetup>();
        await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(ct);
        OrFail(await setup.SetAccountAsync(Account("ups", host.Ups, "1A2B3C", credentials), ct));
        OrFail(await setup.SetAccountAsync(Account("dhl-express", host.DhlExpress, "123456789", credentials), ct));
        OrFail(await setup.SetAccountAsync(Account("dhl-parcel-de", host.DhlParcelDe, "3333333333", credentials), ct));
        OrFail(await unit.CommitAsync(ct));
    }

    /// <param name="number">Of the length that the carrier gives out: 6 characters, 9 digits, 10 digits (EKP).</param>
    /// <remarks>DHL Parcel Germany has users of its own behind the API key; here they are all the same.</remarks>
    private static CarrierAccountSettings Account(string carrier, Uri url, string number, SandboxCarrierOptions credentials) => new(
        carrier, url, number, credentials.User, credentials.Password,
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
