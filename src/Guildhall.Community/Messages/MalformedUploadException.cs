namespace Guildhall.Community.Messages;

/// <summary>The request's parts end too early or are not parts at all.</summary>
internal sealed class MalformedUploadException() : Exception("The multipart body is malformed.");
