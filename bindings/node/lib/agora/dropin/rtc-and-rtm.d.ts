/**
 * What the builders for services that join a call have in common: tokens with RTC and RTM.
 */
export class RtcAndRtmTokenBuilder {
    /**
     * A token for the service, RTC of an account with the life of each privilege, and RTM of a user id. As in the
     * official code the role is compared strictly: `'1'` is no publisher.
     *
     * @param {string} appId
     * @param {string} appCertificate
     * @param {string} channelName
     * @param {string | number} rtcAccount 0 lets any user in.
     * @param {number} rtcRole See `RtcRole`.
     * @param {number} rtcTokenExpire The life of the token: seconds after now.
     * @param {number} joinChannelPrivilegeExpire Seconds after now; 0 is as long as the token, here and below.
     * @param {number} pubAudioPrivilegeExpire Seconds after now.
     * @param {number} pubVideoPrivilegeExpire Seconds after now.
     * @param {number} pubDataStreamPrivilegeExpire Seconds after now.
     * @param {string | number} rtmUserId A number is its decimal digits; 0 is nobody.
     * @param {number} rtmTokenExpire Seconds after now.
     * @returns {string}
     */
    static buildToken(appId: string, appCertificate: string, channelName: string, rtcAccount: string | number, rtcRole: number, rtcTokenExpire: number, joinChannelPrivilegeExpire: number, pubAudioPrivilegeExpire: number, pubVideoPrivilegeExpire: number, pubDataStreamPrivilegeExpire: number, rtmUserId: string | number, rtmTokenExpire: number): string;
}
/**
 * Makes the builder one for a service. Its method works without its class, as the official one does, so the service is
 * what the method has for `this`.
 *
 * @param {typeof RtcAndRtmTokenBuilder} Builder
 * @param {'convoAi' | 'stt'} service The method of the native builder.
 */
export function serve(Builder: typeof RtcAndRtmTokenBuilder, service: "convoAi" | "stt"): void;
