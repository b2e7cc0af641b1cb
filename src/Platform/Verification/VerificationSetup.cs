using Entrepot.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Verification;

internal static class VerificationSetup
{
    public static IServiceCollection AddVerifications(this IServiceCollection services) => services
        .AddScoped<IVerification, WorkMovesOrWaits>()
        .AddScoped<IVerification, AnswersBelongToRequests>()
        .AddScoped<IVerification, IdsLieBelowTheNextBlock>()
        .AddScoped<IDatabaseVerification, SharedDataReachesCells>()
        .AddScoped<IDatabaseVerification, RowsBelongToCompanies>()
        .AddScoped<IDatabaseVerification, DeclaredReferencesHold>()
        .AddScoped<IDatabaseVerification, FilesAreSound>();
}
